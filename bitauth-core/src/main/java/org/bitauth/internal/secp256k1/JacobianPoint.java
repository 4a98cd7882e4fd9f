package org.bitauth.internal.secp256k1;

/** The point (x / z^2, y / z^3), or the point at infinity. Magnitudes: x and y at most 4, z 1. */
final class JacobianPoint {
    final FieldElement x = new FieldElement();
    final FieldElement y = new FieldElement();
    final FieldElement z = new FieldElement();
    boolean infinity = true;

    /** The point at infinity. */
    JacobianPoint() {}

    /** A copy. */
    JacobianPoint(JacobianPoint other) {
        x.set(other.x);
        y.set(other.y);
        z.set(other.z);
        infinity = other.infinity;
    }

    /** Becomes the point (x, y). */
    void set(FieldElement x, FieldElement y) {
        this.x.set(x);
        this.y.set(y);
        z.setOne();
        infinity = false;
    }

    /** Becomes the same point with z = 1, normalized, by the inverse of z; not for infinity. */
    void toAffine(FieldElement inverseOfZ) {
        FieldElement square = new FieldElement();
        square.square(inverseOfZ);
        x.multiply(x, square);
        square.multiply(square, inverseOfZ);
        y.multiply(y, square);
        x.normalize();
        y.normalize();
        z.setOne();
    }
}
