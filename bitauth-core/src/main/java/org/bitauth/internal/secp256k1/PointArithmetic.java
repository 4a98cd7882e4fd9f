package org.bitauth.internal.secp256k1;

/**
 * Adds points, in variable time, and holds the intermediate numbers, so that nothing is allocated; one thread at a time.
 * Comments give magnitudes, see {@link FieldElement}.
 *
 * <p>Doubling is that of the Guide to Elliptic Curve Cryptography (Hankerson, Menezes and Vanstone, 2004), algorithm 3.21
 * with a = 0, for half the z: x = (3/2 X^2)^2 - 2 X Y^2, y = 3/2 X^2 (X Y^2 - x) - Y^4, z = Y Z. Adding an affine point is
 * its algorithm 3.22, with signs as libsecp256k1 has them in {@code group_impl.h}, so that magnitudes stay small.
 */
final class PointArithmetic {
    private final FieldElement a = new FieldElement();
    private final FieldElement b = new FieldElement();
    private final FieldElement c = new FieldElement();
    private final FieldElement d = new FieldElement();
    private final FieldElement e = new FieldElement();
    private final FieldElement scaledZ = new FieldElement();

    /** Becomes twice the point: 3 products, 4 squares. No point of this curve has y = 0, for n is odd. */
    void twice(JacobianPoint p) {
        if (p.infinity) {
            return;
        }
        p.z.multiply(p.z, p.y);
        // a = S = y^2; b = L = 3/2 x^2 (2); c = T = -x S
        a.square(p.y);
        b.square(p.x);
        b.scale(3);
        b.halve();
        c.negate(a, 1);
        c.multiply(c, p.x);
        // x = L^2 + 2 T (3)
        p.x.square(b);
        p.x.add(c);
        p.x.add(c);
        // y = -(L (x + T) + S^2) (3)
        c.add(p.x);
        c.multiply(c, b);
        a.square(a);
        c.add(a);
        p.y.negate(c, 2);
    }

    /** Adds an affine point of magnitude 2 at most: 8 products, 3 squares. */
    void add(JacobianPoint p, FieldElement x, FieldElement y) {
        if (p.infinity) {
            p.set(x, y);
            return;
        }
        add(p, x, y, p.z);
    }

    /**
     * Adds a point (x, y) in the coordinates of the curve that p's is isomorphic to: p's z, times zInverse, is what
     * relates the two. One product more.
     */
    void addScaled(JacobianPoint p, FieldElement x, FieldElement y, FieldElement zInverse) {
        if (p.infinity) {
            a.square(zInverse);
            p.x.multiply(x, a);
            a.multiply(a, zInverse);
            p.y.multiply(y, a);
            p.z.setOne();
            p.infinity = false;
            return;
        }
        scaledZ.multiply(p.z, zInverse);
        add(p, x, y, scaledZ);
    }

    /** What the last addition multiplied z by, unless it met infinity, the same point, or its opposite. */
    FieldElement lastRatio() {
        return c;
    }

    private void add(JacobianPoint p, FieldElement x, FieldElement y, FieldElement z) {
        // c = H = x z^2 - p.x (6); d = I = p.y - y z^3 (6)
        a.square(z);
        c.multiply(x, a);
        a.multiply(a, z);
        a.multiply(a, y);
        b.negate(p.x, 4);
        c.add(b);
        d.negate(a, 1);
        d.add(p.y);
        if (c.isZero()) {
            if (d.isZero()) {
                twice(p);
            } else {
                p.infinity = true;
            }
            return;
        }
        p.z.multiply(p.z, c);
        // a = -H^2 (2); b = -H^3; e = -p.x H^2
        a.square(c);
        a.negate(a, 1);
        b.multiply(a, c);
        e.multiply(a, p.x);
        // x = I^2 - H^3 - 2 p.x H^2 (4)
        p.x.square(d);
        p.x.add(b);
        p.x.add(e);
        p.x.add(e);
        // y = I (x - p.x H^2) - p.y H^3 (2)
        e.add(p.x);
        e.multiply(e, d);
        b.multiply(b, p.y);
        p.y.set(e);
        p.y.add(b);
    }
}
