package org.bitauth.internal.secp256k1;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A signature that verifies by the two scalars that the test wants the verifier to meet, for any key: with R = u1 G + u2
 * Q, r is the x of R, s = r / u2 and the digest is u1 s. Nobody's secret is needed, for the digest is of no text.
 */
final class MadeSignature {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

    private final byte[] digest;
    private final byte[] signature;

    MadeSignature(byte[] digest, byte[] signature) {
        this.digest = digest.clone();
        this.signature = signature.clone();
    }

    byte[] digest() {
        return digest.clone();
    }

    byte[] signature() {
        return signature.clone();
    }

    /** The point of these scalars; none if R is at infinity or its x is 0 modulo n. */
    static Optional<MadeSignature> of(BigInteger u1, BigInteger u2, ECPoint key) {
        ECPoint point = CURVE.getG().multiply(u1).add(key.multiply(u2)).normalize();
        if (point.isInfinity()) {
            return Optional.empty();
        }
        BigInteger r = point.getAffineXCoord().toBigInteger().mod(Borders.N);
        BigInteger s = r.multiply(u2.modInverse(Borders.N)).mod(Borders.N);
        return r.signum() == 0
                ? Optional.empty()
                : Optional.of(of(u1.multiply(s).mod(Borders.N), r, s));
    }

    static MadeSignature of(BigInteger digest, BigInteger r, BigInteger s) {
        byte[] signature = new byte[64];
        System.arraycopy(Borders.bytes(r), 0, signature, 0, 32);
        System.arraycopy(Borders.bytes(s), 0, signature, 32, 32);
        return new MadeSignature(Borders.bytes(digest), signature);
    }

    static ECPoint generator() {
        return CURVE.getG();
    }

    static ECPoint point(byte[] compressed) {
        return CURVE.getCurve().decodePoint(compressed);
    }
}
