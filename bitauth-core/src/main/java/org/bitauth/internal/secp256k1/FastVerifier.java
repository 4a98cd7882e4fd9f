package org.bitauth.internal.secp256k1;

import java.util.Optional;
import org.bitauth.internal.CurvePoint;
import org.bitauth.internal.CurveVerifier;
import org.jspecify.annotations.Nullable;

/**
 * The curve for public data, in Java alone: keys that return are verified by tables of their own. Time depends on the
 * numbers, so no secret may come here; the rules of the house see to that.
 */
public final class FastVerifier implements CurveVerifier {
    /** p - n, which r must be below for r + n to be an x as well (SEC 1, section 4.1.4, step 8 says modulo n). */
    private static final long[] P_MINUS_N = {0x402DA1722FC9BAEEL, 0x4551231950B75FC4L, 1, 0};

    private final KeyCache cache;

    /**
     * Sets the bounds of the memory.
     *
     * @param keys how many keys are kept; 0 for none
     * @param tableBytes how many bytes the tables of those that return take together
     */
    public FastVerifier(int keys, long tableBytes) {
        this.cache = new KeyCache(keys, tableBytes);
    }

    /** How many bytes the tables take now. */
    public long tableBytes() {
        return cache.tableBytes();
    }

    @Override
    public Optional<CurvePoint> decode(byte[] compressed) {
        FastPoint kept = cache.find(compressed);
        if (kept != null) {
            return Optional.of(kept);
        }
        FastPoint read = FastPoint.of(compressed);
        if (read != null) {
            cache.keep(read);
        }
        return Optional.ofNullable(read);
    }

    @Override
    public byte[] coordinates(CurvePoint point) {
        byte[] out = new byte[64];
        ((FastPoint) point).x.writeBytes(out, 0);
        ((FastPoint) point).y.writeBytes(out, 32);
        return out;
    }

    @Override
    public boolean verify(byte[] digest, byte[] signature, CurvePoint key) {
        long[] r = Scalar.ofBytes(signature, 0);
        long[] inverse = Scalar.ofBytes(signature, 32);
        if (!Scalar.isInRange(r) || !Scalar.isInRange(inverse)) {
            return false;
        }
        Scalar.invert(inverse);
        long[] ofBase = Scalar.multiply(Scalar.ofBytes(digest, 0), inverse);
        long[] ofKey = Scalar.multiply(r, inverse);
        FastPoint point = (FastPoint) key;
        return isX(sum(ofBase, ofKey, point, cache.table(point)), r);
    }

    /** The base point and the key, times these. */
    private static JacobianPoint sum(long[] ofBase, long[] ofKey, FastPoint key, @Nullable PointTable returning) {
        if (returning != null) {
            Schedule schedule = new Schedule(returning, Generator.wide(), KeyCache.SPACING);
            schedule.addKey(ofKey);
            schedule.addBase(ofBase);
            return schedule.sum(null);
        }
        SharedZTable once = new SharedZTable(key.x, key.y);
        Schedule schedule = new Schedule(once.table, Generator.table(), 128);
        schedule.addKey(ofKey);
        schedule.addBase(ofBase);
        return schedule.sum(once.z);
    }

    /** Tells whether the x of a point is r modulo n, without an inversion: x = X / Z^2. The point is not to be used again. */
    private static boolean isX(JacobianPoint point, long[] r) {
        if (point.infinity) {
            return false;
        }
        point.z.square(point.z);
        point.y.setWords(r[0], r[1], r[2], r[3]);
        if (isXTimesSquare(point)) {
            return true;
        }
        if (!isBelowPMinusN(r)) {
            return false;
        }
        long[] other = {Scalar.N0, Scalar.N1, Scalar.N2, Scalar.N3};
        Words.add(other, r, Scalar.WORDS);
        point.y.setWords(other[0], other[1], other[2], other[3]);
        return isXTimesSquare(point);
    }

    /** With Z^2 in the place of z and the number that may be x in the place of y. */
    private static boolean isXTimesSquare(JacobianPoint point) {
        FieldElement difference = point.y;
        difference.multiply(difference, point.z);
        difference.negate(difference, 1);
        difference.add(point.x);
        return difference.isZero();
    }

    private static boolean isBelowPMinusN(long[] r) {
        for (int i = Scalar.WORDS - 1; i >= 0; i--) {
            if (r[i] != P_MINUS_N[i]) {
                return Long.compareUnsigned(r[i], P_MINUS_N[i]) < 0;
            }
        }
        return false;
    }

    @Override
    public Optional<byte[]> recover(byte[] digest, byte[] signature, int recoveryId) {
        long[] r = Scalar.ofBytes(signature, 0);
        long[] s = Scalar.ofBytes(signature, 32);
        if (!Scalar.isInRange(r) || !Scalar.isInRange(s)) {
            return Optional.empty();
        }
        FastPoint nonce = nonce(r, recoveryId);
        if (nonce == null) {
            return Optional.empty();
        }
        // The key is (s R - e G) / r.
        Scalar.invert(r);
        long[] ofBase = Scalar.multiply(Scalar.ofBytes(digest, 0), r);
        if (Scalar.isInRange(ofBase)) {
            Scalar.negate(ofBase);
        }
        JacobianPoint key = sum(ofBase, Scalar.multiply(s, r), nonce, null);
        return key.infinity ? Optional.empty() : Optional.of(compress(key));
    }

    /** The point whose x modulo n is r; null if there is none. */
    private static @Nullable FastPoint nonce(long[] r, int recoveryId) {
        long[] x = r.clone();
        if ((recoveryId & 2) != 0) {
            if (!isBelowPMinusN(r)) {
                return null;
            }
            Words.add(x, new long[] {Scalar.N0, Scalar.N1, Scalar.N2, Scalar.N3}, Scalar.WORDS);
        }
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (2 + (recoveryId & 1));
        FieldElement.ofWords(x[0], x[1], x[2], x[3]).writeBytes(compressed, 1);
        return FastPoint.of(compressed);
    }

    private static byte[] compress(JacobianPoint point) {
        FieldElement inverse = new FieldElement();
        Inversion.invert(inverse, point.z);
        point.toAffine(inverse);
        byte[] out = new byte[33];
        out[0] = (byte) (point.y.isOdd() ? 3 : 2);
        point.x.writeBytes(out, 1);
        return out;
    }
}
