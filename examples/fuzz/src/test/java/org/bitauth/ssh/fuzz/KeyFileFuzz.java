package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#KEY_FILE}. */
class KeyFileFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.KEY_FILE.feed(input);
    }
}
