package org.bitauth.internal.secp256k1;

import org.bitauth.internal.CurvePoint;
import org.jspecify.annotations.Nullable;

/** A public key that was read: its coordinates, normalized, and its table while it is one that returns. */
final class FastPoint extends CurvePoint {
    final FieldElement x;
    final FieldElement y;

    /** How often it was met since the cache last looked; lost counts do no harm. */
    int uses;

    volatile @Nullable PointTable table;

    private FastPoint(FieldElement x, FieldElement y) {
        this.x = x;
        this.y = y;
    }

    /** Reads 33 bytes that begin with 02 or 03; null if the number is p or more or no point has this x. */
    static @Nullable FastPoint of(byte[] compressed) {
        FieldElement x = new FieldElement();
        FieldElement y = new FieldElement();
        if (!x.setBytes(compressed, 1)) {
            return null;
        }
        // y^2 = x^3 + 7
        FieldElement square = new FieldElement();
        square.square(x);
        square.multiply(square, x);
        square.l0 += 7;
        if (!SquareRoot.root(y, square)) {
            return null;
        }
        if (y.isOdd() != (compressed[0] == 3)) {
            y.negate(y, 1);
            y.normalize();
        }
        return new FastPoint(x, y);
    }
}
