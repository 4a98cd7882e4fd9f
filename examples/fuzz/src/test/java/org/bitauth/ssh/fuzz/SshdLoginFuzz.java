package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#SSHD_LOGIN}. */
class SshdLoginFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.SSHD_LOGIN.feed(input);
    }
}
