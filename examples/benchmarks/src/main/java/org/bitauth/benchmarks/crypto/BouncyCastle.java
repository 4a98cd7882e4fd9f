package org.bitauth.benchmarks.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;

/** BouncyCastle's low-level classes, called directly: a reference that no setting of this library changes. */
final class BouncyCastle {
    private static final ECDomainParameters DOMAIN = domain();

    private BouncyCastle() {}

    private record Signed(byte[] digest, BigInteger r, BigInteger s, byte[] bytes, ECPublicKeyParameters key) {}

    private record Unsigned(byte[] digest, ECPrivateKeyParameters key) {}

    /** Verifies with a key that was read before; BouncyCastle keeps multiples of it. */
    static Contender verifyParsed(List<Case> cases) {
        return InProcess.of(cases, BouncyCastle::signed, one -> verifies(one, one.key()));
    }

    /** Verifies with a key that comes as 33 bytes. */
    static Contender verify(List<Case> cases) {
        return InProcess.of(cases, BouncyCastle::signed, one -> verifies(one, key(one.bytes())));
    }

    /** Signs with the nonce of RFC 6979 and the low S. */
    static Contender sign(List<Case> cases) {
        return InProcess.of(
                cases,
                one -> new Unsigned(
                        one.signable().digest(), new ECPrivateKeyParameters(new BigInteger(1, one.secret()), DOMAIN)),
                BouncyCastle::sign);
    }

    private static ECDomainParameters domain() {
        X9ECParameters curve = CustomNamedCurves.getByName("secp256k1");
        return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }

    private static Signed signed(Case one) {
        byte[] numbers = one.signature().toBytes();
        byte[] key = one.publicKey().toBytes();
        return new Signed(
                one.signable().digest(),
                new BigInteger(1, Arrays.copyOf(numbers, 32)),
                new BigInteger(1, Arrays.copyOfRange(numbers, 32, 64)),
                key,
                key(key));
    }

    private static ECPublicKeyParameters key(byte[] bytes) {
        return new ECPublicKeyParameters(DOMAIN.getCurve().decodePoint(bytes), DOMAIN);
    }

    private static boolean verifies(Signed one, ECPublicKeyParameters key) {
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(one.digest(), one.r(), one.s());
    }

    private static byte[] sign(Unsigned one) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, one.key());
        BigInteger[] numbers = signer.generateSignature(one.digest());
        BigInteger order = DOMAIN.getN();
        BigInteger low = numbers[1].min(order.subtract(numbers[1]));
        byte[] out = new byte[64];
        BigIntegers.asUnsignedByteArray(numbers[0], out, 0, 32);
        BigIntegers.asUnsignedByteArray(low, out, 32, 32);
        return out;
    }
}
