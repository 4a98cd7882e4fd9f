package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of the server's table in docs/protocol.md, in order; each with good requests and one broken for each rule. */
class RequestVerifierTest {
    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenHeaders#step1")
    void step1EachHeaderOnceShortInItsOneSpelling(RequestCase one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenRequests#step2")
    void step2HostIsOneOfTheConfiguredOrigins(RequestCase one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenRequests#step3")
    void step3CreatedAndExpiresFitTheClock(RequestCase one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenRequests#step4")
    void step4ServerNonceIsOursWhereItIsDemanded(RequestCase one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenRequests#step5")
    void step5NonceWasNotSeen(RequestCase one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenRequests#step6")
    void step6BodyIsWithinTheLimitAndHasItsDigest(RequestCase one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenRequests#step7")
    void step7KeyOnTheCurveLowSAndSignature(RequestCase one) {
        check(one);
    }

    @Test
    void everyRuleHasItsOwnName() {
        Set<String> names = new HashSet<>();
        for (RequestCase one : BrokenRequests.all()) {
            assertThat(names.add(one.rule())).as(one.rule()).isTrue();
        }
        assertThat(names).hasSizeGreaterThan(150);
    }

    private static void check(RequestCase one) {
        assertThat(one.outcome()).as(one.rule()).isEqualTo(one.expected());
    }
}
