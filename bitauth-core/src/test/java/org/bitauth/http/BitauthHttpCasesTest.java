package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitauth.Outcome;
import org.bitauth.http.HttpCases.HttpCase;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;

/** What the original middleware gets wrong, or does well: each request gets what a safe server must answer. */
class BitauthHttpCasesTest {
    /** Reason, then the cases that v1 cannot tell from an honest request; they are accepted here. */
    private static final String[][] DIFFERENCES = {
        {"deterministic signatures: an honest repeat is the same bytes", "replay of the same"},
        {"nothing marks where the URL ends and the body begins", "...same signature as GET /ab"},
    };

    /** One server for each public URL, for all its cases in order, as a real one would see them. */
    private final Map<String, RequestVerifier> servers = new HashMap<>();

    @Test
    void givesEachCaseWhatASafeServerMust() {
        Set<String> listed = Set.of(DIFFERENCES[0][1], DIFFERENCES[1][1]);
        List<String> differing = new ArrayList<>();
        for (HttpCase one : HttpCases.all()) {
            boolean accepted = verifier(one).verify(one.raw()).accepted().isPresent();
            if (accepted != one.mustBeAccepted()) {
                differing.add(one.name());
                assertThat(accepted).as(one.name()).isTrue();
            }
        }

        assertThat(differing).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void namesTheSinOfTheOriginal() {
        for (HttpCase one : HttpCases.all()) {
            verifier(one).verify(one.raw()).accepted().ifPresent(signed -> {
                assertThat(signed.sin().value()).isEqualTo("Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz");
                assertThat(signed.version()).isEqualTo(SignedRequest.Version.V1);
            });
        }
    }

    @Test
    void answersEveryRefusalWith400AndTheOldBody() {
        int refused = 0;
        for (HttpCase one : HttpCases.all()) {
            Outcome<SignedRequest, RequestRejection> outcome = verifier(one).verify(one.raw());
            if (outcome.rejected().isPresent() && !one.name().equals("unsigned")) {
                RawResponse answer = verifier(one).answer(outcome.rejected().get());
                assertThat(answer.status() + answer.text()).isEqualTo("400{\"error\":\"Invalid signature\"}");
                refused++;
            }
        }

        assertThat(refused).isEqualTo(23);
    }

    @Test
    void refusesThemAllWhereV1IsOff() {
        RequestVerifier v2 = RequestVerifier.builder(URI.create("http://127.0.0.1:3000"), new InMemoryReplayGuard())
                .build();
        for (HttpCase one : HttpCases.all()) {
            assertThat(v2.verify(one.raw()).rejected().map(Outcome.Rejected::reason))
                    .as(one.name())
                    .contains(RequestRejection.MISSING);
        }
    }

    @Test
    void has37Cases() {
        assertThat(HttpCases.all()).hasSize(37);
    }

    private RequestVerifier verifier(HttpCase one) {
        return servers.computeIfAbsent(
                one.publicUrl(),
                url -> RequestVerifier.builder(URI.create(url), new InMemoryReplayGuard())
                        .alsoAt(URI.create(url.replace("127.0.0.1", "localhost")))
                        .acceptV1("GET", "HEAD", "POST")
                        .build());
    }
}
