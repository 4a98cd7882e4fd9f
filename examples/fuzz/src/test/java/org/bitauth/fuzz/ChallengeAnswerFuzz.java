package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#CHALLENGE_ANSWER}. */
class ChallengeAnswerFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.CHALLENGE_ANSWER.feed(input);
    }
}
