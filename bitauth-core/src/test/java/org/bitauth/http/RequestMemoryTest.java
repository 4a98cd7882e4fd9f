package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.http.RequestForge.ALICE;
import static org.bitauth.http.RequestForge.CLOUD;
import static org.bitauth.http.RequestForge.NOW;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.BitauthKey;
import org.bitauth.Outcome;
import org.bitauth.SetClock;
import org.bitauth.StoreException;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.Race;
import org.bitauth.replay.ReplayGuard;
import org.junit.jupiter.api.Test;

/** What the verifier remembers: claims in a race, stores that are young, emptied, full or down. */
class RequestMemoryTest {
    private final SetClock clock = new SetClock(NOW.minusSeconds(3600));
    private final InMemoryReplayGuard guard = new InMemoryReplayGuard(1000, clock);

    RequestMemoryTest() {
        clock.set(NOW);
    }

    /** Another guard with one thing changed. */
    private static class Changed implements ReplayGuard {
        private final ReplayGuard guard;

        Changed(ReplayGuard guard) {
            this.guard = guard;
        }

        @Override
        public boolean claim(String nonce, Instant until) {
            return guard.claim(nonce, until);
        }

        @Override
        public boolean isClaimed(String nonce) {
            return guard.isClaimed(nonce);
        }

        @Override
        public Instant rememberingSince() {
            return guard.rememberingSince();
        }
    }

    @Test
    void step8AcceptsEachRequestFromOneOf32Threads() throws Exception {
        int rounds = 20;
        RequestVerifier verifier = verifier(guard);
        List<RawRequest> requests = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            requests.add(new RequestForge().nonce("n".repeat(22) + i).sign().raw());
        }

        int[] winners = Race.winners(
                32,
                rounds,
                round -> verifier.verify(requests.get(round)).accepted().isPresent());

        assertThat(winners).hasSize(rounds).containsOnly(1);
    }

    @Test
    void step8ClaimDecidesWhereTheLookSawNothing() {
        RequestVerifier verifier = verifier(new Changed(guard) {
            @Override
            public boolean isClaimed(String nonce) {
                return false;
            }
        });
        RawRequest request = new RequestForge().sign().raw();

        assertThat(verifier.verify(request).accepted()).isPresent();
        assertThat(reason(verifier, request)).contains(RequestRejection.REPLAY);
    }

    @Test
    void step8RemembersANonceUntil60SecondsAfterItsEnd() {
        List<Instant> until = new ArrayList<>();
        RequestVerifier verifier = verifier(new Changed(guard) {
            @Override
            public boolean claim(String nonce, Instant end) {
                until.add(end);
                assertThat(nonce).matches("[ -~]{1,128}");
                return super.claim(nonce, end);
            }
        });
        verifier.verify(new RequestForge().times(-5, 100).sign().raw());

        assertThat(until).containsExactly(NOW.plusSeconds(160));
    }

    @Test
    void refusedRequestsClaimNothing() {
        AtomicInteger claims = new AtomicInteger();
        RequestVerifier verifier = verifier(new Changed(guard) {
            @Override
            public boolean claim(String nonce, Instant until) {
                claims.incrementAndGet();
                return super.claim(nonce, until);
            }
        });
        for (RequestCase one : BrokenRequests.step7()) {
            one.expected().ifPresent(no -> verifier.verify(one.request().raw()));
        }

        assertThat(claims).hasValue(0);
    }

    @Test
    void sameNonceOfAnotherKeyIsAnotherNonce() {
        RequestVerifier verifier = verifier(guard);
        RequestSigner bob = RequestSigner.of(BitauthKey.ofHex("0".repeat(63) + "2"), clock);
        String nonce = "bm9uY2Ugb2YgYSBjbGllbn";
        SentRequest first = new RequestForge().nonce(nonce).target("/").sign();

        assertThat(verifier.verify(first.raw()).accepted()).isPresent();
        SentRequest second = first.withAll(
                bob.sign(OutgoingRequest.of("GET", CLOUD, new byte[0]), Optional.of(nonce), Duration.ZERO));

        assertThat(verifier.verify(second.raw()).accepted()).isPresent();
    }

    @Test
    void acceptsTheRetryWithTheNonceOfAYoungStoreThoughTheClockIsBehind() {
        for (int behind : new int[] {0, 9, 30, 59}) {
            InMemoryReplayGuard young = new InMemoryReplayGuard(10, new SetClock(NOW.minusMillis(500)));
            RequestVerifier verifier = verifier(young);
            RequestSigner client = RequestSigner.of(ALICE, new SetClock(NOW.minusSeconds(behind)));

            Outcome.Rejected<SignedRequest, RequestRejection> no =
                    verifier.verify(signed(client, Optional.empty())).rejected().orElseThrow();
            assertThat(no.reason()).isEqualTo(RequestRejection.NONCE);
            String nonce = nonceIn(verifier.answer(no));
            assertThat(verifier.verify(signed(client, Optional.of(nonce))).accepted())
                    .as("%d seconds behind", behind)
                    .isPresent();
            assertThat(reason(verifier, signed(client, Optional.of(nonce)))).contains(RequestRejection.REPLAY);
        }
    }

    @Test
    void step8RefusesWhenTheStoreIsEmptiedBetweenLookAndClaim() {
        AtomicInteger asked = new AtomicInteger();
        RequestVerifier verifier = verifier(new Changed(guard) {
            @Override
            public Instant rememberingSince() {
                return asked.getAndIncrement() == 0 ? super.rememberingSince() : NOW;
            }
        });

        assertThat(reason(verifier, new RequestForge().sign().raw())).contains(RequestRejection.STALE);
        assertThat(asked).hasValue(2);
    }

    @Test
    void refusesARequestThatWasUsedBeforeANodeWithASlowClockBeganTheStoreAnew() {
        for (int ahead : new int[] {0, 10}) { // of the client's clock
            RequestSigner client = RequestSigner.of(ALICE, new SetClock(NOW.plusSeconds(ahead)));
            RawRequest used = signed(client, Optional.empty());
            assertThat(verifier(guard).verify(used).accepted()).isPresent();

            InMemoryReplayGuard begunBySlowNode = new InMemoryReplayGuard(10, new SetClock(NOW.minusMillis(9_999)));
            clock.set(NOW.plusSeconds(30));
            assertThat(reason(verifier(begunBySlowNode), used)).contains(RequestRejection.NONCE);
            clock.set(NOW);
        }
    }

    @Test
    void storeThatIsDownAcceptsNothing() {
        RawRequest request = new RequestForge().sign().raw();
        ReplayGuard noClaim = new Changed(guard) {
            @Override
            public boolean claim(String nonce, Instant until) {
                throw new StoreException("down");
            }
        };
        ReplayGuard noLook = new Changed(guard) {
            @Override
            public boolean isClaimed(String nonce) {
                throw new StoreException("down");
            }
        };
        ReplayGuard noMemory = new Changed(guard) {
            @Override
            public Instant rememberingSince() {
                throw new StoreException("down");
            }
        };
        for (ReplayGuard down : List.of(noClaim, noLook, noMemory)) {
            RequestVerifier verifier = verifier(down);
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> verifier.verify(request));
        }

        assertThat(verifier(guard).verify(request).accepted())
                .as("nothing was claimed")
                .isPresent();
    }

    @Test
    void fullStoreAcceptsNothing() {
        InMemoryReplayGuard full = new InMemoryReplayGuard(1, new SetClock(NOW.minusSeconds(60)));
        RequestVerifier verifier = verifier(full);
        verifier.verify(new RequestForge().sign().raw());
        RawRequest second = new RequestForge().nonce("s".repeat(22)).sign().raw();

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> verifier.verify(second));
    }

    private RequestVerifier verifier(ReplayGuard memory) {
        return RequestVerifier.builder(URI.create(CLOUD), memory).clock(clock).build();
    }

    private static Optional<RequestRejection> reason(RequestVerifier verifier, RawRequest request) {
        return verifier.verify(request).rejected().map(Outcome.Rejected::reason);
    }

    private static RawRequest signed(RequestSigner client, Optional<String> nonce) {
        OutgoingRequest request = OutgoingRequest.of("GET", CLOUD + "/v3/users", new byte[0]);
        return new SentRequest("GET", "/v3/users", List.of(), "")
                .with("Host", "cloud.example")
                .withAll(client.sign(request, nonce, Duration.ZERO))
                .raw();
    }

    private static String nonceIn(RawResponse answer) {
        Matcher nonce = Pattern.compile(", nonce=\"([A-Za-z0-9_-]{43})\"$")
                .matcher(answer.header("WWW-Authenticate").orElseThrow());
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }
}
