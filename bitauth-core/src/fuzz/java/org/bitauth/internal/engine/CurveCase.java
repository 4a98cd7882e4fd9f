package org.bitauth.internal.engine;

import java.math.BigInteger;
import java.util.Arrays;
import org.bitauth.internal.Curve;
import org.bitauth.internal.CurveSigner;

/**
 * A digest, a signature and a key that any bytes make: as good as not valid by chance, valid by construction. Three
 * scalars d, u1 and u2 are read, in shapes that a random number never has; the key is d G, R is u1 G + u2 times the key,
 * r the x of R, s = r / u2 and the digest u1 s. Then one thing may be changed.
 */
final class CurveCase {
    /** What is read: a change, three shapes, three scalars. */
    static final int LENGTH = 4 + 3 * 32;

    private static final BigInteger N = Curve.ORDER;
    private static final BigInteger LAMBDA =
            new BigInteger("5363ad4cc05c30e0a5261c028812645a122e22ea20816678df02967c1b23bd72", 16);
    private static final CurveSigner MAKER = new BouncyCastleSigner();

    private final byte[] digest;
    private final byte[] signature;
    private final byte[] key;

    private CurveCase(byte[] digest, byte[] signature, byte[] key) {
        this.digest = digest;
        this.signature = signature;
        this.key = key;
    }

    byte[] digest() {
        return digest.clone();
    }

    byte[] signature() {
        return signature.clone();
    }

    byte[] key() {
        return key.clone();
    }

    /** @param input any bytes; those that are missing are 0 */
    static CurveCase of(byte[] input) {
        byte[] bytes = Arrays.copyOf(input, LENGTH);
        return whole(bytes).changed(bytes[0], bytes[99]);
    }

    /** The case without the change. */
    static CurveCase whole(byte[] bytes) {
        BigInteger secret = scalar(bytes, 1).max(BigInteger.ONE);
        BigInteger ofBase = scalar(bytes, 2);
        BigInteger ofKey = scalar(bytes, 3).max(BigInteger.ONE);
        byte[] key = MAKER.publicKey(bytes(secret));
        BigInteger nonce = ofBase.add(ofKey.multiply(secret)).mod(N);
        if (nonce.signum() == 0) {
            // R would be at infinity: no r is right, so any will do.
            BigInteger r = ofKey;
            return of(r.multiply(secret).negate().mod(N), r, ofBase.max(BigInteger.ONE), key);
        }
        byte[] point = MAKER.publicKey(bytes(nonce));
        BigInteger r = new BigInteger(1, point, 1, 32).mod(N).max(BigInteger.ONE);
        BigInteger s = r.multiply(ofKey.modInverse(N)).mod(N);
        return of(ofBase.multiply(s).mod(N), r, s, key);
    }

    private static CurveCase of(BigInteger digest, BigInteger r, BigInteger s, byte[] key) {
        byte[] signature = new byte[64];
        Curve.writeScalar(r, signature, 0);
        Curve.writeScalar(s, signature, 32);
        return new CurveCase(bytes(digest), signature, key);
    }

    private static byte[] bytes(BigInteger number) {
        byte[] out = new byte[32];
        Curve.writeScalar(number, out, 0);
        return out;
    }

    private static BigInteger scalar(byte[] bytes, int which) {
        BigInteger raw = new BigInteger(1, bytes, 4 + 32 * (which - 1), 32);
        int small = raw.intValue() & 0xFF;
        BigInteger shaped = switch (bytes[which] & 15) {
            case 0 -> BigInteger.valueOf(small);
            case 1 -> N.subtract(BigInteger.valueOf(small));
            case 2 -> BigInteger.TWO.pow(small);
            case 3 -> BigInteger.TWO.pow(small).subtract(BigInteger.ONE);
            case 4 -> LAMBDA.multiply(BigInteger.valueOf(small));
            case 5 -> LAMBDA.multiply(LAMBDA.add(BigInteger.valueOf(small)));
            case 6 -> raw.shiftRight(128);
            case 7 -> LAMBDA.multiply(raw.shiftRight(128));
            default -> raw;
        };
        return shaped.mod(N);
    }

    /**
     * With one thing changed.
     *
     * @param which the lower four bits say what; below 8 nothing
     * @param place which bit
     */
    CurveCase changed(byte which, byte place) {
        int change = which & 15;
        int bit = place & 0xFF;
        BigInteger s = new BigInteger(1, signature, 32, 32);
        byte[] changed = change == 10 ? digest.clone() : change == 12 ? key.clone() : signature.clone();
        switch (change) {
            case 8, 9 -> changed[bit / 8 + (change == 9 ? 32 : 0)] ^= (byte) (1 << bit % 8);
            case 10 -> changed[bit / 8] ^= (byte) (1 << bit % 8);
            case 11 -> Curve.writeScalar(N.subtract(s), changed, 32);
            case 12 -> changed[0] ^= 1;
            case 13 -> {
                // The same number, where it is below 2^256 - n.
                BigInteger more = new BigInteger(1, digest).add(N);
                byte[] same = more.bitLength() > 256 ? digest : bytes(more);
                return new CurveCase(same, signature, key);
            }
            case 14 -> System.arraycopy(signature, 32, changed, 0, 32);
            default -> {
                return this;
            }
        }
        return switch (change) {
            case 10 -> new CurveCase(changed, signature, key);
            case 12 -> new CurveCase(digest, signature, changed);
            default -> new CurveCase(digest, changed, key);
        };
    }
}
