package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#BASE58}. */
class Base58Fuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.BASE58.feed(input);
    }
}
