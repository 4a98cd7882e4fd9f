package org.bitauth.internal.secp256k1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers modulo the group's order n (SEC 2, section 2.4.1), as four 64-bit words, least significant first. Variable
 * time, for public data only: no secret scalar may come here.
 */
final class Scalar {
    static final int WORDS = 4;
    static final long N0 = 0xBFD25E8CD0364141L;
    static final long N1 = 0xBAAEDCE6AF48A03BL;
    static final long N2 = 0xFFFFFFFFFFFFFFFEL;
    static final long N3 = 0xFFFFFFFFFFFFFFFFL;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final ModularInverse INVERSE = new ModularInverse(N0, N1, N2, N3);
    /** 2^256 - n, 129 bits. */
    private static final long[] FOLD = {-N0, ~N1, 1};

    private Scalar() {}

    /** Reads 32 bytes, big-endian, below 2^256. */
    static long[] ofBytes(byte[] bytes, int offset) {
        long[] out = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            out[i] = (long) WORD.get(bytes, offset + 24 - 8 * i);
        }
        return out;
    }

    /** Tells whether the number is 1 to n - 1. */
    static boolean isInRange(long[] a) {
        return (a[0] | a[1] | a[2] | a[3]) != 0 && !isOrderOrMore(a);
    }

    private static boolean isOrderOrMore(long[] a) {
        if (a[3] != N3) {
            return false;
        }
        if (a[2] != N2) {
            return a[2] == -1;
        }
        int upper = Long.compareUnsigned(a[1], N1);
        return upper > 0 || (upper == 0 && Long.compareUnsigned(a[0], N0) >= 0);
    }

    /** Subtracts n from a number that is n or greater, by adding 2^256 - n; below 2^256 once is enough. */
    static void reduce(long[] a) {
        if (isOrderOrMore(a)) {
            Words.add(a, FOLD, FOLD.length);
        }
    }

    /** Becomes n - a, for a from 1 to n - 1. */
    static void negate(long[] a) {
        long borrow = 0;
        for (int i = 0; i < WORDS; i++) {
            long of = i == 0 ? N0 : i == 1 ? N1 : i == 2 ? N2 : N3;
            long difference = of - a[i];
            long next = Long.compareUnsigned(of, a[i]) < 0 || (borrow != 0 && difference == 0) ? 1 : 0;
            a[i] = difference - borrow;
            borrow = next;
        }
    }

    /** Replaces a number from 1 to n - 1 by its inverse. */
    static void invert(long[] a) {
        INVERSE.invert(a);
    }

    /** a b modulo n, both below 2^256. */
    static long[] multiply(long[] a, long[] b) {
        long[] product = Words.multiply(a, b, 8);
        // 2^256 is 2^256 - n modulo n: what is above comes down as 385 bits, what is above then as 257, then one bit.
        long[] once = Words.multiply(FOLD, product, WORDS, 7);
        Words.add(once, product, WORDS);
        long[] twice = Words.multiply(FOLD, once, WORDS, 5);
        Words.add(twice, once, WORDS);
        long[] out = {twice[0], twice[1], twice[2], twice[3]};
        addFold(out, twice[4]);
        reduce(out);
        return out;
    }

    /** Adds 2^256 - n this many times, modulo n: where that is above 2^256, the 2^256 that is lost comes down as well. */
    private static void addFold(long[] a, long times) {
        long left = times;
        while (left > 0) {
            left += Words.add(a, FOLD, FOLD.length) - 1;
        }
    }
}
