package org.bitauth.internal.secp256k1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A number modulo p = 2^256 - 2^32 - 977, in five limbs of 52 bits (the last of 48), least significant first. Mutable;
 * variable time, for public data only.
 *
 * <p>Limbs may grow before they are carried, as in libsecp256k1's {@code field_5x52.h}: an element <em>of magnitude
 * m</em> has limbs of at most 2m(2^52 - 1), the last of at most 2m(2^48 - 1). Products take magnitudes up to 8 and give
 * magnitude 1; {@link #add} adds magnitudes, {@link #negate} makes one more, {@link #scale} multiplies.
 *
 * <p>Sources: the representation and its magnitudes are libsecp256k1's; p and what 2^256 is modulo p: SEC 2, section
 * 2.4.1. The product is in {@link FieldProduct}.
 */
final class FieldElement {
    static final long LIMB = (1L << 52) - 1;
    static final long LAST_LIMB = (1L << 48) - 1;
    /** 2^256 modulo p. */
    static final long FOLD = 0x1000003D1L;
    /** The limbs of p: this one, three times {@link #LIMB}, {@link #LAST_LIMB}. */
    static final long P0 = LIMB + 1 - FOLD;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    long l0;
    long l1;
    long l2;
    long l3;
    long l4;

    /** Zero. */
    FieldElement() {}

    /** A copy. */
    FieldElement(FieldElement other) {
        set(other);
    }

    /** The number of four 64-bit words, least significant first; any value below 2^256. */
    static FieldElement ofWords(long w0, long w1, long w2, long w3) {
        FieldElement out = new FieldElement();
        out.setWords(w0, w1, w2, w3);
        return out;
    }

    void set(FieldElement other) {
        l0 = other.l0;
        l1 = other.l1;
        l2 = other.l2;
        l3 = other.l3;
        l4 = other.l4;
    }

    void setOne() {
        l0 = 1;
        l1 = 0;
        l2 = 0;
        l3 = 0;
        l4 = 0;
    }

    /** The number of four 64-bit words, least significant first; any value below 2^256, magnitude 1. */
    void setWords(long w0, long w1, long w2, long w3) {
        l0 = w0 & LIMB;
        l1 = (w0 >>> 52) | ((w1 << 12) & LIMB);
        l2 = (w1 >>> 40) | ((w2 << 24) & LIMB);
        l3 = (w2 >>> 28) | ((w3 << 36) & LIMB);
        l4 = w3 >>> 16;
    }

    /** The words of a normalized element. */
    long[] toWords() {
        return new long[] {l0 | (l1 << 52), (l1 >>> 12) | (l2 << 40), (l2 >>> 24) | (l3 << 28), (l3 >>> 36) | (l4 << 16)
        };
    }

    /** Reads 32 bytes, big-endian; false, and not to be used, if the number is p or greater. */
    boolean setBytes(byte[] bytes, int offset) {
        setWords(
                (long) WORD.get(bytes, offset + 24),
                (long) WORD.get(bytes, offset + 16),
                (long) WORD.get(bytes, offset + 8),
                (long) WORD.get(bytes, offset));
        return !isPOrMore(l0, l1, l2, l3, l4);
    }

    /** Writes a normalized element as 32 bytes, big-endian. */
    void writeBytes(byte[] out, int offset) {
        long[] words = toWords();
        for (int i = 0; i < 4; i++) {
            WORD.set(out, offset + 24 - 8 * i, words[i]);
        }
    }

    void add(FieldElement other) {
        l0 += other.l0;
        l1 += other.l1;
        l2 += other.l2;
        l3 += other.l3;
        l4 += other.l4;
    }

    /** Becomes minus an element of at most this magnitude: 2(magnitude + 1) times p, less each limb. */
    void negate(FieldElement other, int magnitude) {
        long multiple = 2L * (magnitude + 1);
        l0 = P0 * multiple - other.l0;
        l1 = LIMB * multiple - other.l1;
        l2 = LIMB * multiple - other.l2;
        l3 = LIMB * multiple - other.l3;
        l4 = LAST_LIMB * multiple - other.l4;
    }

    /** Multiplies by a small number. */
    void scale(int factor) {
        l0 *= factor;
        l1 *= factor;
        l2 *= factor;
        l3 *= factor;
        l4 *= factor;
    }

    /** Halves: an odd number becomes even by adding p. Magnitude m becomes m / 2 + 1 at the most. */
    void halve() {
        long odd = -(l0 & 1);
        long t0 = l0 + (P0 & odd);
        long t1 = l1 + (LIMB & odd);
        long t2 = l2 + (LIMB & odd);
        long t3 = l3 + (LIMB & odd);
        long t4 = l4 + (LAST_LIMB & odd);
        l0 = (t0 >>> 1) + ((t1 & 1) << 51);
        l1 = (t1 >>> 1) + ((t2 & 1) << 51);
        l2 = (t2 >>> 1) + ((t3 & 1) << 51);
        l3 = (t3 >>> 1) + ((t4 & 1) << 51);
        l4 = t4 >>> 1;
    }

    /** Becomes a product of two elements of magnitude 8 at the most; either may be this one. */
    void multiply(FieldElement a, FieldElement b) {
        FieldProduct.multiply(this, a, b);
    }

    /** Becomes the square of an element of magnitude 8 at the most, which may be this one. */
    void square(FieldElement a) {
        FieldProduct.square(this, a);
    }

    /** Becomes a, squared this many times. */
    void square(FieldElement a, int times) {
        square(a);
        for (int i = 1; i < times; i++) {
            square(this);
        }
    }

    /** Becomes the same number in its one form below p. */
    void normalize() {
        fold(l4 >>> 48);
        // Now below 2^256 + 2^214, which is below 2p: once more is enough.
        if (l4 >>> 48 != 0 || isPOrMore(l0, l1, l2, l3, l4)) {
            fold(1);
            l4 &= LAST_LIMB;
        }
    }

    /** Replaces this many times 2^256 by what they are modulo p, and carries. */
    private void fold(long times) {
        long t0 = l0 + times * FOLD;
        long t1 = l1 + (t0 >>> 52);
        long t2 = l2 + (t1 >>> 52);
        long t3 = l3 + (t2 >>> 52);
        l0 = t0 & LIMB;
        l1 = t1 & LIMB;
        l2 = t2 & LIMB;
        l3 = t3 & LIMB;
        l4 = (l4 & LAST_LIMB) + (t3 >>> 52);
    }

    private static boolean isPOrMore(long l0, long l1, long l2, long l3, long l4) {
        return l4 == LAST_LIMB && (l1 & l2 & l3) == LIMB && l0 >= P0;
    }

    /** Tells whether the number is 0 modulo p; changes nothing. */
    boolean isZero() {
        // A number below 2p is 0 modulo p only as 0 or p: its lowest limb settles nearly all cases.
        long lowest = (l0 + (l4 >>> 48) * FOLD) & LIMB;
        if (lowest != 0 && lowest != P0) {
            return false;
        }
        FieldElement copy = new FieldElement(this);
        copy.normalize();
        return (copy.l0 | copy.l1 | copy.l2 | copy.l3 | copy.l4) == 0;
    }

    /** Tells whether a normalized element is odd. */
    boolean isOdd() {
        return (l0 & 1) != 0;
    }
}
