package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.bitauth.http.RequestForge.CLOUD;
import static org.bitauth.http.RequestForge.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitauth.Outcome;
import org.bitauth.SetClock;
import org.bitauth.event.AuthEvent;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;

/** What a client is told of a refusal. */
class RequestAnswerTest {
    private static final Set<RequestRejection> V2 = EnumSet.complementOf(EnumSet.of(RequestRejection.V1));

    private final List<AuthEvent> heard = new ArrayList<>();
    private final SetClock clock = new SetClock(NOW.minusSeconds(60));
    private final RequestVerifier verifier = RequestVerifier.builder(
                    URI.create(CLOUD), new InMemoryReplayGuard(10, clock))
            .alsoAt(URI.create("https://other.example"))
            .clock(clock)
            .listener(heard::add)
            .build();

    RequestAnswerTest() {
        clock.set(NOW);
    }

    @Test
    void isTheAnswerOfTheProtocol() {
        RawResponse answer = verifier.answer(refusal(RequestRejection.REPLAY, "detail"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers())
                .isEqualTo(Map.of(
                        "WWW-Authenticate",
                        "Bitauth realm=\"https://cloud.example\", version=\"2\", error=\"replay\"",
                        "Cache-Control",
                        "no-store",
                        "Content-Type",
                        "application/json",
                        "Date",
                        "Sun, 22 Nov 2026 10:00:00 GMT",
                        "X-Openstack-Request-Id",
                        "req-1"));
        assertThat(answer.text())
                .isEqualTo("{\"error\":{\"code\":401,\"title\":\"Unauthorized\",\"message\":"
                        + "\"The nonce was used before.\",\"reason\":\"replay\"}}\n");
    }

    @Test
    void hasStatusAndReasonOfTheTable() throws IOException {
        Map<RequestRejection, String> expected = Map.of(
                RequestRejection.MISSING, "401 missing",
                RequestRejection.MALFORMED, "400 malformed",
                RequestRejection.STALE, "401 stale",
                RequestRejection.NONCE, "401 nonce",
                RequestRejection.REPLAY, "401 replay",
                RequestRejection.TOO_LARGE, "413 malformed",
                RequestRejection.INVALID, "401 invalid");
        assertThat(expected).containsOnlyKeys(V2);
        for (RequestRejection reason : V2) {
            RawResponse answer = verifier.answer(refusal(reason, "detail"));
            JsonNode error = new ObjectMapper().readTree(answer.text()).get("error");

            assertThat(answer.status() + " " + error.get("reason").textValue()).isEqualTo(expected.get(reason));
            assertThat(error.get("code").intValue()).isEqualTo(answer.status());
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("WWW-Authenticate").isPresent()).isEqualTo(answer.status() == 401);
            assertThat(answer.header("Date").isPresent()).isEqualTo(answer.status() == 401);
        }
    }

    @Test
    void givesAFreshNonceForNonceOnly() {
        for (RequestRejection reason : V2) {
            String challenge = verifier.answer(refusal(reason, "detail"))
                    .header("WWW-Authenticate")
                    .orElse("");

            assertThat(challenge.contains("nonce=")).as(reason.name()).isEqualTo(reason == RequestRejection.NONCE);
        }
        RawResponse one = verifier.answer(refusal(RequestRejection.NONCE, "detail"));
        RawResponse other = verifier.answer(refusal(RequestRejection.NONCE, "detail"));
        assertThat(one.header("WWW-Authenticate").orElseThrow())
                .matches("Bitauth realm=\"https://cloud.example\", version=\"2\", error=\"nonce\""
                        + ", nonce=\"[A-Za-z0-9_-]{43}\"")
                .isNotEqualTo(other.header("WWW-Authenticate").orElseThrow());
    }

    @Test
    void isTheSameForKeyDigestAndSignature() {
        SentRequest good = new RequestForge().sign();
        List<SentRequest> broken = List.of(
                new RequestForge().keyId("02" + "0".repeat(64)).sign(),
                good.withBody(new byte[1]),
                good.with("Signature", RequestForge.member(new byte[64])),
                good.withMethod("PUT"));
        Set<String> answers = new HashSet<>();
        for (SentRequest each : broken) {
            RawResponse answer = verifier.answer(
                    verifier.verify(each.raw(), "req-1").rejected().orElseThrow());
            answers.add(answer.status() + " " + answer.headers() + " " + answer.text());
        }

        assertThat(answers).hasSize(1).allMatch(answer -> answer.contains("invalid"));
    }

    @Test
    void saysNothingOfTheDetail() {
        for (RequestRejection reason : RequestRejection.values()) {
            RawResponse answer = verifier.answer(refusal(reason, "a detail for the operator"));

            assertThat(answer.headers() + answer.text()).doesNotContain("a detail for the operator");
        }
    }

    @Test
    void refusalOfV1IsThatOfNpmBitauth() {
        RawResponse answer = verifier.answer(refusal(RequestRejection.V1, "detail"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Invalid signature\"}");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    @Test
    void listenerHearsReasonDetailAndIdOfEachRefusal() {
        SentRequest good = new RequestForge().sign();
        verifier.verify(good.raw(), "req-good");
        verifier.verify(good.raw(), "req-again");
        verifier.verify(good.without("Host").raw(), "req-host");

        assertThat(heard)
                .extracting(AuthEvent::requestId, AuthEvent::action, AuthEvent::outcome)
                .containsExactly(
                        tuple("req-again", "request.verify", "replay"),
                        tuple("req-host", "request.verify", "malformed"));
        assertThat(heard)
                .allMatch(event -> event.at().equals(NOW) && !event.detail().isEmpty());
    }

    private static Outcome.Rejected<SignedRequest, RequestRejection> refusal(RequestRejection reason, String detail) {
        return new Outcome.Rejected<>(reason, detail, "req-1");
    }
}
