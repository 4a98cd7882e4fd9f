package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#HOST_FORM}. */
class HostFormFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.HOST_FORM.feed(input);
    }
}
