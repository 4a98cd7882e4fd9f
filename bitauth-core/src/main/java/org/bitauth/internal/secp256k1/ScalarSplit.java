package org.bitauth.internal.secp256k1;

import java.math.BigInteger;

/**
 * A scalar k in two of half the length: k = k1 + k2 lambda modulo n, where lambda times a point (x, y) is (beta x, y)
 * (Gallant, Lambert and Vanstone, 2001). The way is algorithm 3.74 of the Guide to Elliptic Curve Cryptography (Hankerson,
 * Menezes and Vanstone, 2004): (a1, b1) and (a2, b2) are short vectors with a + b lambda = 0 modulo n, found by the
 * extended Euclidean algorithm as in its algorithm 3.74, and k1, k2 is what is left of (k, 0) after subtracting the
 * nearest multiples of both.
 *
 * <p>Bound: the nearest multiples miss by half a vector each and the rounding of the constants by less than 2^-126 more,
 * so |k1| is at most (a1 + a2) / 2 + 1, which is below 0.65 * 2^128, and |k2| at most (a1 - b1) / 2 + 1, below 0.55 * 2^128.
 */
final class ScalarSplit {
    /** A cube root of 1 modulo n. */
    static final BigInteger LAMBDA =
            new BigInteger("5363ad4cc05c30e0a5261c028812645a122e22ea20816678df02967c1b23bd72", 16);
    /** The cube root of 1 modulo p that belongs to it. */
    static final FieldElement BETA =
            FieldElement.ofWords(0xC1396C28719501EEL, 0x9CF0497512F58995L, 0x6E64479EAC3434E9L, 0x7AE96A2B657C0710L);

    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    /** a1, which is b2 as well. */
    private static final long[] A1 = {0xE86C90E49284EB15L, 0x3086D221A7D46BCDL};
    /** -b1. */
    private static final long[] MINUS_B1 = {0x6F547FA90ABFE4C3L, 0xE4437ED6010E8828L};
    /** a2 = a1 - b1. */
    private static final long[] A2 = {0x57C1108D9D44CFD8L, 0x14CA50F7A8E2F3F6L, 1};
    /** 2^384 b2 / n and -2^384 b1 / n, rounded. */
    private static final long[] G1 = quotient(A1);

    private static final long[] G2 = quotient(MINUS_B1);

    /** The absolute values, in the first two words, and the signs. */
    final long[] k1;

    final long[] k2;
    final boolean k1Negative;
    final boolean k2Negative;

    ScalarSplit(long[] k) {
        long[] c1 = times(k, G1);
        long[] c2 = times(k, G2);
        // Modulo 2^192, which is enough for numbers below 2^128 and their sign.
        k1 = new long[] {k[0], k[1], k[2]};
        Words.subtractProduct(k1, c1, A1);
        Words.subtractProduct(k1, c2, A2);
        k1Negative = k1[2] < 0;
        // k2 = -c1 b1 - c2 b2
        k2 = new long[3];
        Words.subtractProduct(k2, c1, MINUS_B1);
        Words.negate(k2);
        Words.subtractProduct(k2, c2, A1);
        k2Negative = k2[2] < 0;
        if (k1Negative) {
            Words.negate(k1);
        }
        if (k2Negative) {
            Words.negate(k2);
        }
    }

    private static long[] quotient(long[] number) {
        BigInteger twice = toBigInteger(number).shiftLeft(385).divide(ORDER);
        BigInteger rounded = twice.add(BigInteger.ONE).shiftRight(1);
        long[] out = new long[Scalar.WORDS];
        for (int i = 0; i < out.length; i++) {
            out[i] = rounded.shiftRight(64 * i).longValue();
        }
        return out;
    }

    private static BigInteger toBigInteger(long[] words) {
        BigInteger out = BigInteger.ZERO;
        for (int i = words.length - 1; i >= 0; i--) {
            out = out.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(words[i])));
        }
        return out;
    }

    /** k g / 2^384, rounded. */
    private static long[] times(long[] k, long[] g) {
        long[] product = Words.multiply(k, g, 8);
        long up = product[5] >>> 63;
        long low = product[6] + up;
        return new long[] {low, product[7] + (up != 0 && low == 0 ? 1 : 0)};
    }
}
