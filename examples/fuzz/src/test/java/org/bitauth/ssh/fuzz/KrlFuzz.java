package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#KRL}. */
class KrlFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.KRL.feed(input);
    }
}
