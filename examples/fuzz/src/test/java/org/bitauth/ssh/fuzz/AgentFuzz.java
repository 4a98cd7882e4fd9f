package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#AGENT}. */
class AgentFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.AGENT.feed(input);
    }
}
