package org.bitauth.internal.secp256k1;

/**
 * Odd multiples of a point that is met once: no inversion is worth its price here. On the curve that is isomorphic by
 * twice the point's z, that double is affine, so each odd multiple comes of the one before by a cheap addition; then all
 * are brought to the z of the last one, and count as affine on the curve that this z makes ("effective affine", as
 * libsecp256k1 does it in {@code ecmult_impl.h}). A sum of such points has the table's z as a factor of its own.
 */
final class SharedZTable {
    static final int WIDTH = 5;

    final PointTable table;
    final FieldElement z = new FieldElement();

    SharedZTable(FieldElement x, FieldElement y) {
        PointArithmetic arithmetic = new PointArithmetic();
        JacobianPoint twice = new JacobianPoint();
        twice.set(x, y);
        arithmetic.twice(twice);
        JacobianPoint[] points = new JacobianPoint[PointTable.perRow(WIDTH)];
        FieldElement[] ratios = new FieldElement[points.length];
        points[0] = new JacobianPoint();
        FieldElement power = new FieldElement();
        power.square(twice.z);
        points[0].x.multiply(x, power);
        power.multiply(power, twice.z);
        points[0].y.multiply(y, power);
        points[0].z.setOne();
        points[0].infinity = false;
        for (int i = 1; i < points.length; i++) {
            points[i] = new JacobianPoint(points[i - 1]);
            arithmetic.add(points[i], twice.x, twice.y);
            ratios[i] = new FieldElement(arithmetic.lastRatio());
        }
        FieldElement factor = new FieldElement();
        factor.setOne();
        for (int i = points.length - 2; i >= 0; i--) {
            factor.multiply(factor, ratios[i + 1]);
            power.square(factor);
            points[i].x.multiply(points[i].x, power);
            power.multiply(power, factor);
            points[i].y.multiply(points[i].y, power);
        }
        JacobianPoint last = points[points.length - 1];
        // Of magnitude 4 until now.
        last.x.normalize();
        last.y.normalize();
        z.multiply(last.z, twice.z);
        table = PointTable.ofRow(WIDTH, points);
    }
}
