package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#WIRE}. */
class WireFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.WIRE.feed(input);
    }
}
