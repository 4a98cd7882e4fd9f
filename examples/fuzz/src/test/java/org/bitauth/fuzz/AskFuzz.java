package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#ASK}. */
class AskFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.ASK.feed(input);
    }
}
