package org.bitauth.benchmarks.crypto;

import java.util.List;
import java.util.stream.IntStream;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.Signable;
import org.bitauth.Sin;

/** This library by its public classes. A verification reads the key's 33 bytes and makes its SIN, and hashes the text. */
final class Bitauth {
    /** Many times what the engine remembers of keys, so that a key that comes again is unknown again. */
    private static final int STRANGERS = 1 << 17;

    private Bitauth() {}

    private record Signed(byte[] key, Signable text, BitauthSignature signature) {}

    private record Unsigned(BitauthKey key, Signable text) {}

    /** Keys that return, as those of users do. */
    static Contender verifyReturning(List<Case> cases) {
        return InProcess.of(cases, Bitauth::signed, Bitauth::verifies);
    }

    /** Keys that were never seen. */
    static Contender verifyUnseen(List<Case> cases) {
        List<Signed> strangers = IntStream.range(0, STRANGERS)
                .mapToObj(i -> stranger(cases.get(i % cases.size()).signable(), Case.secretOf(Case.KEYS + i)))
                .toList();
        return new InProcess<>(Bitauth::signed, Bitauth::verifies, strangers);
    }

    static Contender sign(List<Case> cases) {
        return InProcess.of(
                cases,
                one -> new Unsigned(one.key(), one.signable()),
                one -> one.key().sign(one.text()).toBytes());
    }

    static Contender sin(List<Case> cases) {
        return InProcess.of(cases.subList(0, Case.KEYS), Case::publicKey, Sin::of);
    }

    private static Signed signed(Case one) {
        return new Signed(one.publicKey().toBytes(), one.signable(), one.signature());
    }

    private static boolean verifies(Signed one) {
        return BitauthPublicKey.ofBytes(one.key()).verifies(one.text(), one.signature());
    }

    /** Made by the library in C, since there are many. */
    private static Signed stranger(Signable text, byte[] secret) {
        byte[] key = Jni.LIBRARY.pubKeyCompress(Jni.LIBRARY.pubkeyCreate(secret));
        byte[] signature = Jni.LIBRARY.sign(text.digest(), secret, null);
        return new Signed(key, text, BitauthSignature.ofBytes(signature));
    }
}
