package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#PUBLIC_KEY}. */
class PublicKeyFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.PUBLIC_KEY.feed(input);
    }
}
