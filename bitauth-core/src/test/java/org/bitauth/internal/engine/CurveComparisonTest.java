package org.bitauth.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The fast code must say what BouncyCastle says; 2,000,000 cases more, and libsecp256k1, in profile bench. */
class CurveComparisonTest {
    @Test
    void saysWhatBouncyCastleSaysOf100000CasesOfSeed20261127() {
        CurveComparison comparison = CurveComparison.ofFast();
        comparison.run(20261127, 100_000);
        assertThat(comparison.accepted()).isBetween(60_000, 68_000);
        assertThat(comparison.tableBytes()).isPositive();
    }

    @Test
    void saysWhatBouncyCastleAndLibsecp256k1SayOf2000CasesOfSeed20261128() {
        CurveComparison comparison = CurveComparison.withNative();
        comparison.run(20261128, 2_000);
        assertThat(comparison.accepted()).isBetween(1_200, 1_360);
    }
}
