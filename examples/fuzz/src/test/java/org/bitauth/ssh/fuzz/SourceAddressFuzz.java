package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#SOURCE_ADDRESS}. */
class SourceAddressFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.SOURCE_ADDRESS.feed(input);
    }
}
