package org.bitauth.benchmarks.crypto;

import java.util.stream.IntStream;
import org.bitauth.internal.engine.CurveComparison;

/** 2,000,000 cases of the curve, where the fast code and libsecp256k1 must say what BouncyCastle says. */
public final class CurveDifferences {
    private static final int CASES = 2_000_000;
    private static final int SHARES = 20;
    private static final long SEED = 20261127_00L;

    private CurveDifferences() {}

    /** Ends with a stack trace, and the case in it, at the first difference. */
    public static void main(String[] arguments) {
        long start = System.nanoTime();
        int accepted = IntStream.range(0, SHARES)
                .parallel()
                .map(share -> {
                    CurveComparison comparison = CurveComparison.withNative();
                    comparison.run(SEED + share, CASES / SHARES);
                    return comparison.accepted();
                })
                .sum();
        System.out.printf(
                "java %s: %,d cases of seeds %d to %d, %,d of them valid, no difference, %d s%n",
                System.getProperty("java.version"),
                CASES,
                SEED,
                SEED + SHARES - 1,
                accepted,
                (System.nanoTime() - start) / 1_000_000_000);
    }
}
