package org.bitauth.internal.secp256k1;

import java.util.Arrays;

/**
 * Which points of which tables are to be added, and after how many doublings: the sum of several products of points by
 * scalars with one chain of doublings (Straus, 1964). Scalars are written with signed digits, no two of which that are not zero
 * stand within a width (width-w NAF, algorithm 3.35 of the Guide to Elliptic Curve Cryptography).
 */
final class Schedule {
    /** Four scalars of 129 bits with a digit at each fifth bit. */
    private static final int CAPACITY = 4 * 27;

    private static final int BITS = 128;
    private static final int NONE = -1;

    private final int spacing;
    /** The last addition of each step, {@link #NONE} if there is none. */
    private final int[] last;
    /** The addition before, in the same step. */
    private final int[] before = new int[CAPACITY];

    private final long[][] rows = new long[CAPACITY][];
    private final int[] offsets = new int[CAPACITY];
    private final boolean[] negatives = new boolean[CAPACITY];
    private final boolean[] images = new boolean[CAPACITY];
    private final boolean[] scaled = new boolean[CAPACITY];
    private int size;

    /** @param spacing how many doublings the longest scalar takes: the spacing of the tables' rows, or 128 */
    Schedule(int spacing) {
        this.spacing = spacing;
        this.last = new int[spacing + 1];
        Arrays.fill(last, NONE);
    }

    /** Adds the product of the table's point by a scalar; <em>scaled</em> says that the table is of another curve's z. */
    void add(long[] scalar, PointTable table, boolean scaled) {
        ScalarSplit split = new ScalarSplit(scalar);
        add(split.k1, split.k1Negative, table, false, scaled);
        add(split.k2, split.k2Negative, table, true, scaled);
    }

    private void add(long[] scalar, boolean negative, PointTable table, boolean image, boolean scaled) {
        int width = table.width;
        int carry = 0;
        int position = 0;
        while (position <= BITS) {
            long rest = bits(scalar, position);
            // A digit begins where the bit is not the carry.
            int skip = Long.numberOfTrailingZeros(carry == 0 ? rest : ~rest);
            if (skip > 0) {
                position += Math.min(skip, 64);
                continue;
            }
            int digit = ((int) rest & ((1 << width) - 1)) + carry;
            carry = digit >> (width - 1);
            digit -= carry << width;
            put(position, digit, negative, table, image, scaled);
            position += width;
        }
    }

    /** 64 bits of a number of 128, from this one on. */
    private static long bits(long[] scalar, int position) {
        if (position >= 64) {
            return position >= BITS ? 0 : scalar[1] >>> (position - 64);
        }
        return position == 0 ? scalar[0] : (scalar[0] >>> position) | (scalar[1] << (64 - position));
    }

    private void put(int position, int digit, boolean negative, PointTable table, boolean image, boolean scaled) {
        int row = Math.min(position, BITS - 1) / spacing;
        int step = position - row * spacing;
        rows[size] = table.row(row);
        offsets[size] = PointTable.offset(digit);
        negatives[size] = negative != digit < 0;
        images[size] = image;
        this.scaled[size] = scaled;
        before[size] = last[step];
        last[step] = size++;
    }

    /** The sum; where points are scaled, z is the one of the curve that the others are on, and the sum comes back from it. */
    JacobianPoint sum(FieldElement z) {
        PointArithmetic arithmetic = new PointArithmetic();
        JacobianPoint sum = new JacobianPoint();
        FieldElement x = new FieldElement();
        FieldElement y = new FieldElement();
        for (int step = spacing; step >= 0; step--) {
            arithmetic.twice(sum);
            for (int i = last[step]; i != NONE; i = before[i]) {
                PointTable.read(rows[i], offsets[i], negatives[i], images[i], x, y);
                if (scaled[i]) {
                    arithmetic.addScaled(sum, x, y, z);
                } else {
                    arithmetic.add(sum, x, y);
                }
            }
        }
        sum.z.multiply(sum.z, z);
        return sum;
    }
}
