package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#DER}. */
class DerFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.DER.feed(input);
    }
}
