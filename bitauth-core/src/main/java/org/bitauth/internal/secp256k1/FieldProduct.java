package org.bitauth.internal.secp256k1;

/**
 * Products modulo p without 128-bit integers. Writing a and b for the limbs of the factors, column k of the schoolbook
 * product is the sum of the a_i b_j with i + j = k, which has up to 115 bits. Each column is kept as two longs: <em>high</em>, a
 * number near to its 2^-52nd part, and <em>sum</em>, the column modulo 2^64. As high * 2^52 misses the column by less
 * than 2^56, the rest is exactly sum - high * 2^52, and no carry need be found. One {@link Math#multiplyHigh} of factors
 * that were shifted by six bits each gives floor(a_i b_j / 2^52).
 *
 * <p>a_i b_j + a_j b_i is computed as (a_i + a_j)(b_i + b_j) - a_i b_i - a_j b_j (Karatsuba and Ofman, 1962): 15 products
 * of each kind in place of 25. Each such pair puts three roundings down into high, of which two are subtracted, so the
 * rest is above -2 * 2^52 for each pair: high is taken {@code 2 * pairs + 1} lower, and then every rest with the high of
 * the column before is positive. With factors of magnitude 8 a sum of two limbs is below 2^57, and shifted below 2^63;
 * a column is below 5 * 2^112, so high is below 2^63.
 *
 * <p>The upper five columns come back at the bottom, times 2^260 modulo p. The rest of column 8 is exact, and with the high
 * of column 7 may be as low as -3; its part above 52 bits is then -1, which column 4 bears.
 */
final class FieldProduct {
    private static final long LIMB = FieldElement.LIMB;
    private static final int SHIFT = 6;
    /** 2^260 modulo p. */
    private static final long FOLD = FieldElement.FOLD << 4;
    /** The same, to take the part above 52 bits by multiplyHigh. */
    private static final long FOLD_HIGH = FOLD << 12;

    private FieldProduct() {}

    /** floor(a b / 2^52). */
    private static long high(long a, long b) {
        return Math.multiplyHigh(a << SHIFT, b << SHIFT);
    }

    static void multiply(FieldElement out, FieldElement a, FieldElement b) {
        final long a0 = a.l0;
        final long a1 = a.l1;
        final long a2 = a.l2;
        final long a3 = a.l3;
        final long a4 = a.l4;
        final long b0 = b.l0;
        final long b1 = b.l1;
        final long b2 = b.l2;
        final long b3 = b.l3;
        final long b4 = b.l4;

        final long s00 = a0 * b0;
        final long s11 = a1 * b1;
        final long s22 = a2 * b2;
        final long s33 = a3 * b3;
        final long s44 = a4 * b4;
        final long h00 = high(a0, b0);
        final long h11 = high(a1, b1);
        final long h22 = high(a2, b2);
        final long h33 = high(a3, b3);
        final long h44 = high(a4, b4);
        final long s01 = s00 + s11;
        final long h01 = h00 + h11;
        final long s34 = s33 + s44;
        final long h34 = h33 + h44;

        long ofA = a0 + a1;
        long ofB = b0 + b1;
        final long h1 = high(ofA, ofB) - h01 - 3;
        final long s1 = ofA * ofB - s01;

        ofA = a0 + a2;
        ofB = b0 + b2;
        final long h2 = high(ofA, ofB) - h00 - h22 + h11 - 3;
        final long s2 = ofA * ofB - s00 - s22 + s11;

        ofA = a0 + a3;
        ofB = b0 + b3;
        long h3 = high(ofA, ofB) - (h01 + h22 + h33) - 5;
        long s3 = ofA * ofB - (s01 + s22 + s33);
        ofA = a1 + a2;
        ofB = b1 + b2;
        h3 += high(ofA, ofB);
        s3 += ofA * ofB;

        ofA = a0 + a4;
        ofB = b0 + b4;
        long h4 = high(ofA, ofB) - (h01 + h34) + h22 - 5;
        long s4 = ofA * ofB - (s01 + s34) + s22;
        ofA = a1 + a3;
        ofB = b1 + b3;
        h4 += high(ofA, ofB);
        s4 += ofA * ofB;

        ofA = a1 + a4;
        ofB = b1 + b4;
        long h5 = high(ofA, ofB) - (h11 + h22 + h34) - 5;
        long s5 = ofA * ofB - (s11 + s22 + s34);
        ofA = a2 + a3;
        ofB = b2 + b3;
        h5 += high(ofA, ofB);
        s5 += ofA * ofB;

        ofA = a2 + a4;
        ofB = b2 + b4;
        final long h6 = high(ofA, ofB) - h22 - h44 + h33 - 3;
        final long s6 = ofA * ofB - s22 - s44 + s33;

        ofA = a3 + a4;
        ofB = b3 + b4;
        final long h7 = high(ofA, ofB) - h34 - 3;
        final long s7 = ofA * ofB - s34;

        fold(
                out,
                s00 - (h00 << 52),
                s1 - (h1 << 52) + h00,
                s2 - (h2 << 52) + h1,
                s3 - (h3 << 52) + h2,
                s4 - (h4 << 52) + h3,
                s5 - (h5 << 52) + h4,
                s6 - (h6 << 52) + h5,
                s7 - (h7 << 52) + h6,
                s44 - (h44 << 52) + h7,
                h44);
    }

    static void square(FieldElement out, FieldElement a) {
        final long a0 = a.l0;
        final long a1 = a.l1;
        final long a2 = a.l2;
        final long a3 = a.l3;
        final long a4 = a.l4;
        final long d0 = a0 << 1;
        final long d1 = a1 << 1;
        final long d2 = a2 << 1;
        final long d3 = a3 << 1;

        final long h0 = high(a0, a0);
        final long h1 = high(d0, a1);
        final long h2 = high(d0, a2) + high(a1, a1);
        final long h3 = high(d0, a3) + high(d1, a2);
        final long h4 = high(d0, a4) + high(d1, a3) + high(a2, a2);
        final long h5 = high(d1, a4) + high(d2, a3);
        final long h6 = high(d2, a4) + high(a3, a3);
        final long h7 = high(d3, a4);
        final long h8 = high(a4, a4);

        fold(
                out,
                a0 * a0 - (h0 << 52),
                d0 * a1 - (h1 << 52) + h0,
                d0 * a2 + a1 * a1 - (h2 << 52) + h1,
                d0 * a3 + d1 * a2 - (h3 << 52) + h2,
                d0 * a4 + d1 * a3 + a2 * a2 - (h4 << 52) + h3,
                d1 * a4 + d2 * a3 - (h5 << 52) + h4,
                d2 * a4 + a3 * a3 - (h6 << 52) + h5,
                d3 * a4 - (h7 << 52) + h6,
                a4 * a4 - (h8 << 52) + h7,
                h8);
    }

    /** Adds the columns from c5 on, times 2^260 modulo p, to the columns below, then what is above 2^256, and carries. */
    private static void fold(
            FieldElement out,
            long c0,
            long c1,
            long c2,
            long c3,
            long c4,
            long c5,
            long c6,
            long c7,
            long c8,
            long c9) {
        final long g5 = Math.multiplyHigh(c5, FOLD_HIGH);
        final long g6 = Math.multiplyHigh(c6, FOLD_HIGH);
        final long g7 = Math.multiplyHigh(c7, FOLD_HIGH);
        final long g8 = Math.multiplyHigh(c8, FOLD_HIGH);
        final long g9 = Math.multiplyHigh(c9, FOLD_HIGH);
        final long t4 = c4 + c9 * FOLD - (g9 << 52) + g8;
        final long above = (g9 << 4) + (t4 >>> 48);
        // Times 2^32 + 977: the lowest 20 bits of above stay in the first limb, the rest goes to the second.
        long t = c0 + c5 * FOLD - (g5 << 52) + ((above & 0xFFFFF) << 32) + above * 977;
        out.l0 = t & LIMB;
        t = c1 + c6 * FOLD - (g6 << 52) + g5 + (above >>> 20) + (t >>> 52);
        out.l1 = t & LIMB;
        t = c2 + c7 * FOLD - (g7 << 52) + g6 + (t >>> 52);
        out.l2 = t & LIMB;
        t = c3 + c8 * FOLD - (g8 << 52) + g7 + (t >>> 52);
        out.l3 = t & LIMB;
        out.l4 = (t4 & FieldElement.LAST_LIMB) + (t >>> 52);
    }
}
