package org.bitauth.internal.engine;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes the fast code against BouncyCastle. */
class CurveFuzz {
    private static final CurveComparison COMPARISON = CurveComparison.ofFast();

    @FuzzTest
    void feed(byte[] input) {
        COMPARISON.feed(input);
    }
}
