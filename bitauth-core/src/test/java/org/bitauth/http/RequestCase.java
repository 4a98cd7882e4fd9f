package org.bitauth.http;

import static org.bitauth.http.RequestForge.CLOUD;
import static org.bitauth.http.RequestForge.NOW;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bitauth.SetClock;
import org.bitauth.replay.InMemoryReplayGuard;

/**
 * One request and what becomes of it.
 *
 * @param rule what is broken
 * @param sentBefore how often the same request was sent before
 * @param expected the refusal; empty if the request is accepted
 */
record RequestCase(
        String rule,
        List<String> bases,
        boolean demandsNonce,
        int maxBody,
        Instant now,
        Instant rememberingSince,
        int sentBefore,
        SentRequest request,
        Optional<RequestRejection> expected) {
    static final int MAX_BODY = 64;
    static final String NONCE_KEY = "5e".repeat(32);

    static RequestCase refused(String rule, RequestRejection expected, SentRequest request) {
        return new RequestCase(
                rule, List.of(CLOUD), false, MAX_BODY, NOW, NOW.minusSeconds(3600), 0, request, Optional.of(expected));
    }

    static RequestCase accepted(String rule, SentRequest request) {
        return new RequestCase(
                rule, List.of(CLOUD), false, MAX_BODY, NOW, NOW.minusSeconds(3600), 0, request, Optional.empty());
    }

    RequestCase at(String... urls) {
        List<String> other = Arrays.asList(urls);
        return new RequestCase(
                rule, other, demandsNonce, maxBody, now, rememberingSince, sentBefore, request, expected);
    }

    RequestCase demandingNonce() {
        return new RequestCase(rule, bases, true, maxBody, now, rememberingSince, sentBefore, request, expected);
    }

    /** The time of the server, in seconds after that of the client. */
    RequestCase serverAhead(int seconds) {
        Instant later = NOW.plusSeconds(seconds);
        return new RequestCase(
                rule, bases, demandsNonce, maxBody, later, rememberingSince, sentBefore, request, expected);
    }

    /** The beginning of the store's memory, in seconds after the time of the client. */
    RequestCase rememberingSince(int seconds) {
        Instant since = NOW.plusSeconds(seconds);
        return new RequestCase(rule, bases, demandsNonce, maxBody, now, since, sentBefore, request, expected);
    }

    RequestCase sentBefore(int times) {
        return new RequestCase(rule, bases, demandsNonce, maxBody, now, rememberingSince, times, request, expected);
    }

    /** What a new verifier says. */
    Optional<RequestRejection> outcome() {
        return outcome(request);
    }

    /** What a new verifier says of another request, after this one was sent before. */
    Optional<RequestRejection> outcome(SentRequest last) {
        SetClock clock = new SetClock(rememberingSince);
        InMemoryReplayGuard guard = new InMemoryReplayGuard(10, clock);
        clock.set(now);
        RequestVerifier.Builder builder = RequestVerifier.builder(URI.create(bases.get(0)), guard)
                .serverNonces(ServerNonces.of(HexFormat.of().parseHex(NONCE_KEY)))
                .maxBodyBytes(maxBody)
                .clock(clock);
        bases.stream().skip(1).forEach(url -> builder.alsoAt(URI.create(url)));
        RequestVerifier verifier = demandsNonce ? builder.demandServerNonce().build() : builder.build();
        for (int i = 0; i < sentBefore; i++) {
            verifier.verify(request.raw()).orElseThrow(no -> new AssertionError(rule + ": " + no.detail()));
        }
        return verifier.verify(last.raw()).rejected().map(no -> no.reason());
    }

    @Override
    public String toString() {
        return rule;
    }
}
