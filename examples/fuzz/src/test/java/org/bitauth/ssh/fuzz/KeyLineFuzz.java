package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#KEY_LINE}. */
class KeyLineFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.KEY_LINE.feed(input);
    }
}
