package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#STATEMENT}. */
class StatementFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.STATEMENT.feed(input);
    }
}
