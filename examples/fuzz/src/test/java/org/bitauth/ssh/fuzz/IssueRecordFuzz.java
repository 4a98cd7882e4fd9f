package org.bitauth.ssh.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link SshParserTarget#ISSUE_RECORD}. */
class IssueRecordFuzz {
    @FuzzTest
    void feed(byte[] input) {
        SshParserTarget.ISSUE_RECORD.feed(input);
    }
}
