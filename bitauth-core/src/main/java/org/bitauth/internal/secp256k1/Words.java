package org.bitauth.internal.secp256k1;

/** Whole numbers in 64-bit words, least significant first. */
final class Words {
    private Words() {}

    /** The lowest words of a product, this many of them. */
    static long[] multiply(long[] a, long[] b, int length) {
        return multiply(a, b, 0, length);
    }

    /** The same, with the words of b from this one on. */
    static long[] multiply(long[] a, long[] b, int from, int length) {
        long[] out = new long[length];
        for (int i = 0; i < a.length; i++) {
            long carry = 0;
            int end = Math.min(b.length - from, length - i);
            for (int j = 0; j < end; j++) {
                long low = a[i] * b[from + j];
                long high = multiplyHigh(a[i], b[from + j]);
                long sum = low + carry;
                high += Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
                long total = out[i + j] + sum;
                high += Long.compareUnsigned(total, sum) < 0 ? 1 : 0;
                out[i + j] = total;
                carry = high;
            }
            if (i + end < length) {
                out[i + end] = carry;
            }
        }
        return out;
    }

    /** Subtracts a product, modulo 2^64 for each word of a. */
    static void subtractProduct(long[] a, long[] b, long[] c) {
        for (int i = 0; i < b.length; i++) {
            long borrow = 0;
            for (int j = 0; i + j < a.length; j++) {
                long other = j < c.length ? c[j] : 0;
                long sum = b[i] * other + borrow;
                long high = multiplyHigh(b[i], other) + (Long.compareUnsigned(sum, borrow) < 0 ? 1 : 0);
                long old = a[i + j];
                a[i + j] = old - sum;
                borrow = high + (Long.compareUnsigned(old, sum) < 0 ? 1 : 0);
            }
        }
    }

    /** Adds the first words of b, this many of them, to a; returns the carry out of a. */
    static long add(long[] a, long[] b, int length) {
        long carry = 0;
        for (int i = 0; i < a.length && (i < length || carry != 0); i++) {
            long other = i < length ? b[i] : 0;
            long sum = a[i] + other;
            long next = Long.compareUnsigned(sum, other) < 0 ? 1 : 0;
            long total = sum + carry;
            next += Long.compareUnsigned(total, carry) < 0 ? 1 : 0;
            a[i] = total;
            carry = next;
        }
        return carry;
    }

    /** Becomes its negative, modulo 2^64 for each word. */
    static void negate(long[] a) {
        long carry = 1;
        for (int i = 0; i < a.length; i++) {
            a[i] = ~a[i] + carry;
            carry = a[i] == 0 ? carry : 0;
        }
    }

    /** The upper word of an unsigned product; {@code Math.unsignedMultiplyHigh} is not in Java 17. */
    private static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }
}
