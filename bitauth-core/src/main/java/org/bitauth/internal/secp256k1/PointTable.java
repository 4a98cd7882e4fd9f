package org.bitauth.internal.secp256k1;

/**
 * Odd multiples 1, 3, 5 … 2^(width - 1) - 1 of the points P, 2^spacing P, 2^(2 spacing) P …, a row for each: what digits
 * of that width are looked up in. With each point (x, y) stands beta x, the x of lambda times the point. Immutable.
 */
final class PointTable {
    /** x, beta x and y of a point, five limbs each, of magnitude 1. */
    private static final int STRIDE = 15;

    final int width;
    final int spacing;
    private final long[][] rows;

    private PointTable(int width, int spacing, long[][] rows) {
        this.width = width;
        this.spacing = spacing;
        this.rows = rows;
    }

    /** A table for scalars of 129 bits. All points are affine: 3 products a point and one inversion in all. */
    static PointTable of(FieldElement x, FieldElement y, int width, int spacing) {
        int rows = 128 / spacing;
        PointArithmetic arithmetic = new PointArithmetic();
        JacobianPoint[] twice = new JacobianPoint[rows];
        JacobianPoint[] multiples = new JacobianPoint[rows * perRow(width)];
        JacobianPoint base = new JacobianPoint();
        base.set(x, y);
        for (int row = 0; row < rows; row++) {
            multiples[row * perRow(width)] = new JacobianPoint(base);
            arithmetic.twice(base);
            twice[row] = new JacobianPoint(base);
            for (int bit = 1; bit < spacing && row + 1 < rows; bit++) {
                arithmetic.twice(base);
            }
        }
        Inversion.toAffine(twice);
        for (int i = 0; i < multiples.length; i++) {
            if (multiples[i] == null) {
                multiples[i] = new JacobianPoint(multiples[i - 1]);
                JacobianPoint step = twice[i / perRow(width)];
                arithmetic.add(multiples[i], step.x, step.y);
            }
        }
        Inversion.toAffine(multiples);
        long[][] out = new long[rows][];
        for (int row = 0; row < rows; row++) {
            out[row] = row(multiples, row * perRow(width), perRow(width));
        }
        return new PointTable(width, spacing, out);
    }

    /** A table of one row, of points that are given in its order; only x and y count. */
    static PointTable ofRow(int width, JacobianPoint[] points) {
        return new PointTable(width, 128, new long[][] {row(points, 0, points.length)});
    }

    static int perRow(int width) {
        return 1 << (width - 2);
    }

    private static long[] row(JacobianPoint[] points, int from, int length) {
        long[] out = new long[length * STRIDE];
        FieldElement image = new FieldElement();
        for (int i = 0; i < length; i++) {
            JacobianPoint point = points[from + i];
            image.multiply(point.x, ScalarSplit.BETA);
            write(point.x, out, STRIDE * i);
            write(image, out, STRIDE * i + 5);
            write(point.y, out, STRIDE * i + 10);
        }
        return out;
    }

    private static void write(FieldElement element, long[] out, int offset) {
        out[offset] = element.l0;
        out[offset + 1] = element.l1;
        out[offset + 2] = element.l2;
        out[offset + 3] = element.l3;
        out[offset + 4] = element.l4;
    }

    /** How many bytes the numbers of a table take. */
    static int bytes(int width, int spacing) {
        return 128 / spacing * perRow(width) * STRIDE * Long.BYTES;
    }

    /** How many bytes the numbers take. */
    int bytes() {
        return bytes(width, spacing);
    }

    /** Where in a row the point for a digit begins; digits are odd, their signs do not count here. */
    static int offset(int digit) {
        return (Math.abs(digit) >> 1) * STRIDE;
    }

    /** Reads a point, or its negative, or lambda times it. */
    void read(int row, int offset, boolean negative, boolean image, FieldElement x, FieldElement y) {
        long[] numbers = rows[row];
        int ofX = image ? offset + 5 : offset;
        x.l0 = numbers[ofX];
        x.l1 = numbers[ofX + 1];
        x.l2 = numbers[ofX + 2];
        x.l3 = numbers[ofX + 3];
        x.l4 = numbers[ofX + 4];
        y.l0 = numbers[offset + 10];
        y.l1 = numbers[offset + 11];
        y.l2 = numbers[offset + 12];
        y.l3 = numbers[offset + 13];
        y.l4 = numbers[offset + 14];
        if (negative) {
            y.negate(y, 1);
        }
    }
}
