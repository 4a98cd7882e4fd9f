package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.http.RequestForge.ALICE;
import static org.bitauth.http.RequestForge.CLOUD;
import static org.bitauth.http.RequestForge.NOW;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bitauth.Outcome;
import org.bitauth.SetClock;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;

/** Changed requests: no exception is allowed, and no changed request is accepted. */
class RequestFuzzTest {
    private static final String ALPHABET = "0123456789abcdefAZ:;=\"(), @-_/?%|{}\n\r\t\u0000\u00e9\ud83d\uffff";

    private final Random random = new Random(20261122);
    private final SetClock clock = new SetClock(NOW.minusSeconds(3600));
    private final RequestVerifier verifier = RequestVerifier.builder(
                    URI.create(CLOUD), new InMemoryReplayGuard(10, clock))
            .acceptV1("GET", "POST")
            .clock(clock)
            .build();

    RequestFuzzTest() {
        clock.set(NOW);
    }

    @Test
    void refusesEveryOneOf20000ChangedRequestsOfSeed20261122() {
        SentRequest v2 = new RequestForge()
                .method("POST")
                .body("{\"a\":1}")
                .authToken("auth")
                .subjectToken("subject")
                .sign();
        SentRequest v1 = v2.without("Content-Digest")
                .without("Signature")
                .without("Signature-Input")
                .withAll(V1RequestSigner.of(ALICE)
                        .sign(OutgoingRequest.of("POST", CLOUD + v2.target(), V1RequestSigner.bytes("{\"a\":1}"))));
        Map<RequestRejection, Integer> refused = new EnumMap<>(RequestRejection.class);
        int total = 0;
        while (total < 20_000) {
            SentRequest good = random.nextInt(4) == 0 ? v1 : v2;
            SentRequest changed = change(good);
            if (meansTheSame(changed, good)) {
                continue;
            }
            Outcome<SignedRequest, RequestRejection> outcome = verifier.verify(changed.raw());
            assertThat(outcome.accepted()).as(changed.toString()).isEmpty();
            outcome.rejected().ifPresent(no -> refused.merge(no.reason(), 1, Integer::sum));
            total++;
        }

        assertThat(refused.values().stream().mapToInt(n -> n).sum()).isEqualTo(total);
        assertThat(refused)
                .containsKeys(
                        RequestRejection.MALFORMED,
                        RequestRejection.STALE,
                        RequestRejection.INVALID,
                        RequestRejection.V1);
        assertThat(verifier.verify(v1.raw()).accepted()).isPresent();
        assertThat(verifier.verify(v2.raw()).accepted()).isPresent();
    }

    /** Host and v1's hex digits may be written in either case; v1 covers neither the method nor the tokens. */
    private static boolean meansTheSame(SentRequest a, SentRequest b) {
        return meaning(a).equals(meaning(b));
    }

    private static List<String> meaning(SentRequest request) {
        boolean v1 = request.raw().header("X-Identity").isPresent();
        List<String> parts = new ArrayList<>(List.of(request.target(), request.bodyHex(), v1 ? "" : request.method()));
        for (SentRequest.Header each : request.headers()) {
            boolean anyCase = each.name().startsWith("X-Identity")
                    || each.name().equals("X-Signature")
                    || each.name().equals("Host");
            if (!v1 || anyCase) {
                String host = each.name().equals("Host") ? each.value().replaceFirst(":443$", "") : each.value();
                parts.add(each.name() + " " + (anyCase ? host.toLowerCase(Locale.ROOT) : each.value()));
            }
        }
        Collections.sort(parts);
        return parts;
    }

    private SentRequest change(SentRequest good) {
        SentRequest.Header one = any(good);
        return switch (random.nextInt(10)) {
            case 0 -> good.withMethod(change(good.method()));
            case 1 -> good.withTarget(change(good.target()));
            case 2 -> good.withBody(flip(HexFormat.of().parseHex(good.bodyHex())));
            case 3 -> good.without(one.name());
            case 4 -> good.doubled(one.name());
            default -> good.with(one.name(), change(one.value()));
        };
    }

    private byte[] flip(byte[] body) {
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        return body;
    }

    private SentRequest.Header any(SentRequest good) {
        return good.headers().get(random.nextInt(good.headers().size()));
    }

    private String change(String text) {
        StringBuilder out = new StringBuilder(text);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && !out.isEmpty(); i++) {
            int at = random.nextInt(out.length());
            int to = at + random.nextInt(Math.min(out.length() - at, 40) + 1);
            char some = ALPHABET.charAt(random.nextInt(random.nextBoolean() ? 10 : ALPHABET.length()));
            switch (random.nextInt(6)) {
                case 0 -> out.insert(at, some);
                case 1 -> out.deleteCharAt(at);
                case 2 -> out.delete(at, to);
                case 3 -> out.insert(at, out.substring(at, to));
                default -> out.setCharAt(at, some);
            }
        }
        return out.toString();
    }
}
