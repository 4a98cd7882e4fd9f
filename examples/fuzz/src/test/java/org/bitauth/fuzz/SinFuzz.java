package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#SIN}. */
class SinFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.SIN.feed(input);
    }
}
