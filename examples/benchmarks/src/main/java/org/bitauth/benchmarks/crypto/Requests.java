package org.bitauth.benchmarks.crypto;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitauth.Outcome;
import org.bitauth.http.OutgoingRequest;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.RequestVerifier;
import org.bitauth.replay.InMemoryReplayGuard;

/**
 * Good signed requests (v2) with a body of 1,000 bytes, of the keys that return. Each is verified once and its nonce
 * claimed; after all of them comes a verifier that has seen none. The clock stands, so that none gets stale.
 */
final class Requests implements Contender {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Few, so that a request is in the processor's cache, as one is that was just received. */
    private static final int COUNT = 1 << 9;

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final String URL = "https://cloud.example/v3/servers?dry_run=no";

    private final List<RawRequest> requests = new ArrayList<>();
    private RequestVerifier verifier = freshVerifier();
    private int next;

    Requests(List<Case> cases) {
        byte[] body = "0123456789".repeat(100).getBytes(StandardCharsets.US_ASCII);
        List<RequestSigner> signers = cases.stream()
                .map(one -> RequestSigner.of(one.key(), InstantSource.fixed(NOW)))
                .toList();
        OutgoingRequest outgoing = OutgoingRequest.of("POST", URL, body);
        for (int i = 0; i < COUNT; i++) {
            requests.add(received(signers.get(i % signers.size()).sign(outgoing), body));
        }
    }

    private static RawRequest received(Map<String, String> signed, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Host", List.of("cloud.example"));
        headers.put("User-Agent", List.of("python-novaclient"));
        headers.put("Accept", List.of("application/json"));
        headers.put("Content-Type", List.of("application/json"));
        headers.put("Content-Length", List.of(Integer.toString(body.length)));
        signed.forEach((name, value) -> headers.put(name, List.of(value)));
        return new RawRequest("POST", "/servers?dry_run=no", "", headers, body);
    }

    /** Its guard has remembered for a day, so that no nonce of the server is demanded. */
    private static RequestVerifier freshVerifier() {
        InMemoryReplayGuard guard = new InMemoryReplayGuard(COUNT, InstantSource.fixed(NOW.minusSeconds(86_400)));
        return RequestVerifier.builder(URI.create("https://cloud.example/v3"), guard)
                .clock(InstantSource.fixed(NOW))
                .build();
    }

    @Override
    public String answer(Case one) {
        return verifyNext() ? "1" : "0";
    }

    @Override
    public Slice run(long nanos) {
        long end = System.nanoTime() + nanos;
        long begin = THREADS.getCurrentThreadCpuTime();
        long count = 0;
        do {
            for (int i = 0; i < 8; i++, count++) {
                if (!verifyNext()) {
                    throw new IllegalStateException("a good request was refused");
                }
            }
        } while (System.nanoTime() < end);
        return new Slice(count, THREADS.getCurrentThreadCpuTime() - begin);
    }

    @Override
    public boolean needsWarmUp() {
        return true;
    }

    private boolean verifyNext() {
        if (next == requests.size()) {
            verifier = freshVerifier();
            next = 0;
        }
        return verifier.verify(requests.get(next++)) instanceof Outcome.Accepted;
    }
}
