package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#CHALLENGE}. */
class ChallengeFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.CHALLENGE.feed(input);
    }
}
