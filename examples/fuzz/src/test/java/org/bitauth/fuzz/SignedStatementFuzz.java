package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#SIGNED_STATEMENT}. */
class SignedStatementFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.SIGNED_STATEMENT.feed(input);
    }
}
