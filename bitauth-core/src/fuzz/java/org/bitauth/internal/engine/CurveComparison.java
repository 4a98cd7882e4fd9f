package org.bitauth.internal.engine;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bitauth.internal.Curve;
import org.bitauth.internal.CurvePoint;
import org.bitauth.internal.CurveVerifier;
import org.bitauth.internal.secp256k1.FastVerifier;

/** Asks several implementations of the curve the same, where BouncyCastle gives the answer that is right. */
public final class CurveComparison {
    private final CurveVerifier reference = new BouncyCastleVerifier();
    private final FastVerifier returning = new FastVerifier(1024, 4 << 20);
    private final List<CurveVerifier> others = new ArrayList<>(List.of(new FastVerifier(0, 0), returning));
    private int accepted;

    /** The code of this library, by the way for a key that is met once and by the one for keys that return. */
    public static CurveComparison ofFast() {
        return new CurveComparison();
    }

    /** libsecp256k1 as well. */
    public static CurveComparison withNative() {
        CurveComparison out = new CurveComparison();
        out.others.add(new NativeCurve());
        return out;
    }

    /** Random cases, of few keys at a time, so that tables are used; each once as it is and once with a change. */
    public void run(long seed, int cases) {
        Random random = new Random(seed);
        byte[] input = new byte[CurveCase.LENGTH];
        for (int i = 0; i < cases; i += 2) {
            byte[] fresh = new byte[CurveCase.LENGTH];
            random.nextBytes(fresh);
            boolean sameKey = i % 24 != 0;
            System.arraycopy(sameKey ? input : fresh, 1, fresh, 1, 1);
            System.arraycopy(sameKey ? input : fresh, 4, fresh, 4, 32);
            input = fresh;
            CurveCase whole = CurveCase.whole(input);
            compare(whole);
            compare(whole.changed((byte) (8 + (input[0] & 0xFF) % 7), input[99]));
        }
    }

    /**
     * Makes a case of any bytes and compares.
     *
     * @throws IllegalStateException if an answer is not the reference's
     */
    public void feed(byte[] input) {
        compare(CurveCase.of(input));
    }

    private void compare(CurveCase made) {
        // Range is decided before the curve is asked.
        boolean inRange = Curve.isScalar(new BigInteger(1, made.signature(), 0, 32))
                && Curve.isScalar(new BigInteger(1, made.signature(), 32, 32));
        Optional<CurvePoint> point = reference.decode(made.key());
        boolean right = inRange && point.isPresent() && reference.verify(made.digest(), made.signature(), point.get());
        accepted += right ? 1 : 0;
        for (CurveVerifier other : others) {
            Optional<CurvePoint> read = other.decode(made.key());
            require(read.isPresent() == point.isPresent(), made);
            if (read.isPresent()) {
                require(!inRange || other.verify(made.digest(), made.signature(), read.get()) == right, made);
                require(
                        MessageDigest.isEqual(
                                other.coordinates(read.get()), reference.coordinates(point.orElseThrow())),
                        made);
            }
        }
        if (inRange && made.digest()[0] % 32 == 0) {
            recover(made);
        }
    }

    private void recover(CurveCase made) {
        for (int id = 0; id < 2; id++) {
            byte[] right =
                    reference.recover(made.digest(), made.signature(), id).orElse(null);
            for (CurveVerifier other : others) {
                byte[] found =
                        other.recover(made.digest(), made.signature(), id).orElse(null);
                require(MessageDigest.isEqual(found, right), made);
            }
        }
    }

    private static void require(boolean same, CurveCase made) {
        if (!same) {
            HexFormat hex = HexFormat.of();
            throw new IllegalStateException("an answer differs from BouncyCastle's for digest "
                    + hex.formatHex(made.digest()) + ", signature " + hex.formatHex(made.signature()) + ", key "
                    + hex.formatHex(made.key()));
        }
    }

    /** How many of the cases were valid. */
    public int accepted() {
        return accepted;
    }

    /** How many bytes the tables for keys that return take. */
    public long tableBytes() {
        return returning.tableBytes();
    }
}
