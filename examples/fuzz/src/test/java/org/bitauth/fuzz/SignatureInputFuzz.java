package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#SIGNATURE_INPUT}. */
class SignatureInputFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.SIGNATURE_INPUT.feed(input);
    }
}
