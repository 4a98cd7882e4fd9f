package org.bitauth.internal.secp256k1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which points of which tables are to be added, and after how many doublings: the sum of several products of points by
 * scalars with one chain of doublings (Straus, 1964). Scalars are written with signed digits, no two of which that are not zero
 * stand within a width (width-w NAF, algorithm 3.35 of the Guide to Elliptic Curve Cryptography).
 */
final class Schedule {
    private static final int BITS = 128;
    private static final byte NONE = -1;

    // An addition is one int: these bits, and the offset in a row above them.
    private static final int NEGATIVE = 1;
    private static final int IMAGE = 2;
    private static final int OF_BASE = 4;
    private static final int ROW_SHIFT = 3;
    private static final int ROW = 31;
    private static final int OFFSET_SHIFT = 8;

    private final PointTable ofKey;
    private final PointTable ofBase;
    private final int spacing;
    private final int[] additions;
    /** The last addition of each step. */
    private final byte[] last;
    /** The addition before, in the same step. */
    private final byte[] before;

    private int size;

    /**
     * Takes scalars for two points.
     *
     * @param spacing how many doublings it takes: the spacing of the tables' rows, or 128 for their first rows alone
     */
    Schedule(PointTable ofKey, PointTable ofBase, int spacing) {
        this.ofKey = ofKey;
        this.ofBase = ofBase;
        this.spacing = spacing;
        // Digits of a scalar of 129 bits, which a split makes two of.
        int most = 2 * (BITS / ofKey.width + 1) + 2 * (BITS / ofBase.width + 1);
        this.additions = new int[most];
        this.before = new byte[most];
        this.last = new byte[spacing + 1];
        Arrays.fill(last, NONE);
    }

    /** Adds the key's point, times this. */
    void addKey(long[] scalar) {
        addSplit(scalar, ofKey.width, 0);
    }

    /** Adds the base point, times this. */
    void addBase(long[] scalar) {
        addSplit(scalar, ofBase.width, OF_BASE);
    }

    private void addSplit(long[] scalar, int width, int flags) {
        ScalarSplit split = new ScalarSplit(scalar);
        add(split.k1, width, split.k1Negative ? flags | NEGATIVE : flags);
        add(split.k2, width, split.k2Negative ? flags | NEGATIVE | IMAGE : flags | IMAGE);
    }

    private void add(long[] scalar, int width, int flags) {
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
            put(position, digit, flags);
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

    private void put(int position, int digit, int flags) {
        int row = Math.min(position, BITS - 1) / spacing;
        int step = position - row * spacing;
        int sign = digit < 0 ? NEGATIVE : 0;
        additions[size] = (PointTable.offset(digit) << OFFSET_SHIFT) | (row << ROW_SHIFT) | (flags ^ sign);
        before[size] = last[step];
        last[step] = (byte) size++;
    }

    /**
     * The sum.
     *
     * @param z if the key's table is on another curve than the base point's, the z that relates them: the sum comes back
     *     from there
     */
    JacobianPoint sum(@Nullable FieldElement z) {
        PointArithmetic arithmetic = new PointArithmetic();
        JacobianPoint sum = new JacobianPoint();
        FieldElement x = new FieldElement();
        FieldElement y = new FieldElement();
        for (int step = spacing; step >= 0; step--) {
            arithmetic.twice(sum);
            for (int i = last[step]; i != NONE; i = before[i]) {
                int addition = additions[i];
                boolean isOfBase = (addition & OF_BASE) != 0;
                PointTable table = isOfBase ? ofBase : ofKey;
                table.read(
                        (addition >> ROW_SHIFT) & ROW,
                        addition >> OFFSET_SHIFT,
                        (addition & NEGATIVE) != 0,
                        (addition & IMAGE) != 0,
                        x,
                        y);
                if (isOfBase && z != null) {
                    arithmetic.addScaled(sum, x, y, z);
                } else {
                    arithmetic.add(sum, x, y);
                }
            }
        }
        if (z != null) {
            sum.z.multiply(sum.z, z);
        }
        return sum;
    }
}
