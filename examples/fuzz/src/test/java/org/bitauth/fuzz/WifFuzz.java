package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#WIF}. */
class WifFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.WIF.feed(input);
    }
}
