package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.http.RequestCase.MAX_BODY;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Requests that break one step and every later one: the cheapest gives the reason. */
class RequestOrderTest {
    @Test
    void step1SpeaksBeforeTheHost() {
        check(
                RequestRejection.MALFORMED,
                forge().times(-400, -1),
                request -> elsewhere(request).doubled("Signature"));
    }

    @Test
    void step2SpeaksBeforeTheTimes() {
        check(RequestRejection.MALFORMED, forge().times(-400, -1), RequestOrderTest::elsewhere);
    }

    @Test
    void step3SpeaksBeforeTheServerNonce() {
        check(RequestRejection.STALE, forge().times(-400, -1), UnaryOperator.identity());
    }

    @Test
    void step4SpeaksBeforeTheReplay() {
        check(RequestRejection.NONCE, forge(), UnaryOperator.identity());
    }

    @Test
    void step5SpeaksBeforeTheBody() {
        SentRequest good = new RequestForge().body("b".repeat(MAX_BODY)).sign();
        RequestCase seen =
                RequestCase.refused("seen", RequestRejection.REPLAY, good).sentBefore(1);
        SentRequest repeated = good.withBody(new byte[MAX_BODY + 1]).with("Signature", badSignature());

        assertThat(seen.outcome(repeated)).isEqualTo(Optional.of(RequestRejection.REPLAY));
    }

    @Test
    void step6SpeaksOfTheSizeBeforeDigestAndSignature() {
        check(RequestRejection.TOO_LARGE, forge().nonce(ServerNonce.at(0)), UnaryOperator.identity());
    }

    /** Too long a body, another digest, an impossible signature. */
    private static RequestForge forge() {
        return new RequestForge().body("b".repeat(MAX_BODY + 1)).digest("sha-256=:AAAA:");
    }

    private static void check(RequestRejection expected, RequestForge forge, UnaryOperator<SentRequest> change) {
        SentRequest request = change.apply(forge.sign().with("Signature", badSignature()));

        assertThat(RequestCase.refused("many", expected, request)
                        .demandingNonce()
                        .outcome())
                .isEqualTo(Optional.of(expected));
    }

    private static SentRequest elsewhere(SentRequest request) {
        return request.with("Host", "mallory.example");
    }

    /** r = s = 0. */
    private static String badSignature() {
        return RequestForge.member(new byte[64]);
    }
}
