package org.bitauth.http;

import static org.bitauth.http.RequestForge.ALICE;
import static org.bitauth.http.RequestForge.CLOUD;
import static org.bitauth.http.RequestForge.NOW;

import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitauth.SetClock;
import org.bitauth.replay.InMemoryReplayGuard;

/**
 * One request in BitPay's form and what becomes of it.
 *
 * @param rule what is broken
 * @param methods for which the form is switched on
 * @param maxBody in bytes
 * @param expected the refusal; empty if the request is accepted
 */
record V1Case(
        String rule, List<String> methods, int maxBody, SentRequest request, Optional<RequestRejection> expected) {
    private static final List<String> READS = List.of("GET", "HEAD");
    private static final int MAX_BODY = 64;

    static V1Case accepted(String rule, SentRequest request) {
        return new V1Case(rule, READS, MAX_BODY, request, Optional.empty());
    }

    static V1Case refused(String rule, SentRequest request) {
        return refused(rule, RequestRejection.V1, request);
    }

    static V1Case refused(String rule, RequestRejection expected, SentRequest request) {
        return new V1Case(rule, READS, MAX_BODY, request, Optional.of(expected));
    }

    V1Case switchedOnFor(String... others) {
        return new V1Case(rule, List.of(others), maxBody, request, expected);
    }

    static SentRequest signed(String method, String target, String body) {
        byte[] bytes = V1RequestSigner.bytes(body);
        Map<String, String> headers =
                new TreeMap<>(V1RequestSigner.of(ALICE).sign(OutgoingRequest.of(method, CLOUD + target, bytes)));
        return new SentRequest(method, target, List.of(), HexFormat.of().formatHex(bytes))
                .with("Host", "cloud.example")
                .withAll(headers);
    }

    RequestVerifier verifier() {
        InMemoryReplayGuard guard = new InMemoryReplayGuard(10, new SetClock(NOW.minusSeconds(3600)));
        return RequestVerifier.builder(URI.create(CLOUD), guard)
                .clock(new SetClock(NOW))
                .maxBodyBytes(maxBody)
                .acceptV1(methods.toArray(String[]::new))
                .build();
    }

    @Override
    public String toString() {
        return rule;
    }
}
