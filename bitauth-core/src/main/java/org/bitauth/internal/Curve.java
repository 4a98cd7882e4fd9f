package org.bitauth.internal;

import java.math.BigInteger;

/** The order of secp256k1 (SEC 2, section 2.4.1) and the scalars below it. */
public final class Curve {
    /** The number of points, n. */
    public static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    private Curve() {}

    /** Tells whether 0 &lt; value &lt; n. */
    public static boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(ORDER) < 0;
    }

    /** Tells whether s is the lower one of s and n - s. */
    public static boolean isLow(BigInteger s) {
        return s.compareTo(HALF_ORDER) <= 0;
    }

    /** Writes a scalar as 32 bytes, big-endian. */
    public static void writeScalar(BigInteger value, byte[] out, int offset) {
        byte[] bytes = value.toByteArray();
        int skip = bytes.length > 32 ? bytes.length - 32 : 0;
        int length = bytes.length - skip;
        System.arraycopy(bytes, skip, out, offset + 32 - length, length);
    }
}
