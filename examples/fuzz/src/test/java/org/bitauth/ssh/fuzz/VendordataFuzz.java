package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#VENDORDATA}. */
class VendordataFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.VENDORDATA.feed(input);
    }
}
