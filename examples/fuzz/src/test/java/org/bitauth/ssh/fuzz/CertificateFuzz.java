package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#CERTIFICATE}. */
class CertificateFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.CERTIFICATE.feed(input);
    }
}
