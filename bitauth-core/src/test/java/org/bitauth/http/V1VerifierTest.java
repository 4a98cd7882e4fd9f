package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.http.RequestForge.ALICE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bitauth.CheckedInVectors;
import org.bitauth.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for BitPay's form, docs/protocol.md, "Signed requests, v1"; the steps' numbers are those of that section. */
class V1VerifierTest {
    static Stream<V1Case> file() {
        return V1Vectors.read(CheckedInVectors.read(V1Vectors.FILE)).stream();
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenV1Requests#step1")
    void step1HeadersInTheirForm(V1Case one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenV1Requests#step2")
    void step2HostIsOneOfTheConfiguredOrigins(V1Case one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenV1Requests#step3")
    void step3MethodIsOneThatV1IsSwitchedOnFor(V1Case one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenV1Requests#step4")
    void step4BodyIsWithinTheLimit(V1Case one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("org.bitauth.http.BrokenV1Requests#step5")
    void step5SignatureVerifies(V1Case one) {
        check(one);
    }

    @ParameterizedTest
    @MethodSource("file")
    void answersAsTheFileSays(V1Case one) {
        check(one);
    }

    @Test
    void theFileIsTheOneThatIsMadeHere() {
        JsonNode made = V1Vectors.make();

        assertThat(CheckedInVectors.text(V1Vectors.FILE, made)).isEqualTo(CheckedInVectors.print(made));
    }

    @Test
    void everyRuleHasItsOwnName() {
        Set<String> names = new HashSet<>();
        for (V1Case one : BrokenV1Requests.all()) {
            assertThat(names.add(one.rule())).as(one.rule()).isTrue();
        }
    }

    @Test
    void acceptsARepeatForItCannotTell() {
        V1Case good = BrokenV1Requests.step1().get(0);
        RequestVerifier verifier = good.verifier();

        for (int i = 0; i < 2; i++) {
            assertThat(verifier.verify(good.request().raw()).accepted())
                    .contains(new SignedRequest(ALICE.publicKey(), SignedRequest.Version.V1));
        }
    }

    @Test
    void acceptsAV2RequestBesideV1() {
        V1Case good = BrokenV1Requests.step1().get(0);

        assertThat(good.verifier().verify(new RequestForge().sign().raw()).accepted())
                .contains(new SignedRequest(ALICE.publicKey(), SignedRequest.Version.V2));
    }

    private static void check(V1Case one) {
        Optional<Outcome.Rejected<SignedRequest, RequestRejection>> no =
                one.verifier().verify(one.request().raw()).rejected();

        assertThat(no.map(Outcome.Rejected::reason)).as(one.rule()).isEqualTo(one.expected());
        for (Outcome.Rejected<SignedRequest, RequestRejection> refusal :
                no.stream().toList()) {
            RawResponse answer = one.verifier().answer(refusal);
            assertThat(answer.status()).isEqualTo(refusal.reason().status());
            if (refusal.reason() == RequestRejection.V1) {
                assertThat(List.of(answer.status(), answer.text()))
                        .isEqualTo(List.of(400, "{\"error\":\"Invalid signature\"}"));
            }
        }
    }
}
