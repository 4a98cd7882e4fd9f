package org.bitauth.internal.secp256k1;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Numbers where carries, borrows and reductions happen, and the way between them and the code's forms. */
final class Borders {
    static final BigInteger P =
            BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));
    static final BigInteger N = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private Borders() {}

    /** Numbers below the modulus: near 0, near the modulus, near powers of two, runs of ones, and random ones. */
    static List<BigInteger> below(BigInteger modulus, Random random) {
        List<BigInteger> out = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            out.add(BigInteger.valueOf(i));
            out.add(modulus.subtract(BigInteger.valueOf(1 + i)));
            out.add(new BigInteger(256, random).mod(modulus));
        }
        out.add(modulus.shiftRight(1));
        out.add(modulus.shiftRight(1).add(BigInteger.ONE));
        for (int bit : new int[] {30, 32, 52, 64, 104, 127, 128, 129, 156, 192, 208, 240, 255}) {
            out.add(BigInteger.TWO.pow(bit));
            out.add(BigInteger.TWO.pow(bit).subtract(BigInteger.ONE));
            out.add(modulus.subtract(BigInteger.TWO.pow(bit)));
        }
        for (int i = 0; i < 12; i++) {
            out.add(runs(random).mod(modulus));
        }
        return out;
    }

    /** Runs of ones and zeros, whose lengths are random. */
    static BigInteger runs(Random random) {
        BigInteger out = BigInteger.ZERO;
        boolean one = random.nextBoolean();
        for (int bit = 0; bit < 256; one = !one) {
            int length = Math.min(256 - bit, 1 + random.nextInt(80));
            if (one) {
                out = out.or(BigInteger.TWO.pow(length).subtract(BigInteger.ONE).shiftLeft(bit));
            }
            bit += length;
        }
        return out;
    }

    static long[] words(BigInteger number) {
        return words(number, 4);
    }

    static long[] words(BigInteger number, int length) {
        long[] out = new long[length];
        for (int i = 0; i < length; i++) {
            out[i] = number.shiftRight(64 * i).longValue();
        }
        return out;
    }

    static BigInteger number(long... words) {
        BigInteger out = BigInteger.ZERO;
        for (int i = words.length - 1; i >= 0; i--) {
            out = out.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(words[i])));
        }
        return out;
    }

    static FieldElement element(BigInteger number) {
        long[] words = words(number);
        return FieldElement.ofWords(words[0], words[1], words[2], words[3]);
    }

    /** The number that an element stands for, whatever its magnitude. */
    static BigInteger number(FieldElement element) {
        BigInteger out = BigInteger.ZERO;
        for (long limb : new long[] {element.l4, element.l3, element.l2, element.l1, element.l0}) {
            out = out.shiftLeft(52).add(BigInteger.valueOf(limb));
        }
        return out.mod(P);
    }

    static byte[] bytes(BigInteger number) {
        byte[] out = new byte[32];
        for (int i = 0; i < 32; i++) {
            out[31 - i] = number.shiftRight(8 * i).byteValue();
        }
        return out;
    }
}
