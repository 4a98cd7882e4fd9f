package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#USER_FORM}. */
class UserFormFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.USER_FORM.feed(input);
    }
}
