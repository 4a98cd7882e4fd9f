package org.bitauth.benchmarks.crypto;

import fr.acinq.secp256k1.Secp256k1;
import java.util.List;

/** libsecp256k1 by ACINQ's binding; the library is inside its jar, and not Debian's. */
final class Jni {
    static final Secp256k1 LIBRARY = Secp256k1.get();

    private Jni() {}

    private record Signed(byte[] digest, byte[] signature, byte[] key) {}

    private record Unsigned(byte[] digest, byte[] secret) {}

    /** Verifies with a key that comes as 33 bytes; the binding knows no other kind of key. */
    static Contender verify(List<Case> cases) {
        return InProcess.of(
                cases,
                one -> new Signed(
                        one.signable().digest(),
                        one.signature().toBytes(),
                        one.publicKey().toBytes()),
                one -> LIBRARY.verify(one.signature(), one.digest(), one.key()));
    }

    /** Signs with the nonce of RFC 6979 and the low S. */
    static Contender sign(List<Case> cases) {
        return InProcess.of(
                cases,
                one -> new Unsigned(one.signable().digest(), one.secret()),
                one -> LIBRARY.sign(one.digest(), one.secret(), null));
    }
}
