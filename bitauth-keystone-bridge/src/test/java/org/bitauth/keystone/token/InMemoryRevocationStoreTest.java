package org.bitauth.keystone.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryRevocationStoreTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InMemoryRevocationStore store = new InMemoryRevocationStore(now::get);

    @Test
    void knowsWhatWasRevokedAndNothingElse() {
        store.revoke("a", START.plusSeconds(60));
        store.revoke("a", START.plusSeconds(60));

        assertThat(store.isRevoked("a")).isTrue();
        assertThat(store.isRevoked("b")).isFalse();
        assertThat(store.isRevoked("")).isFalse();
    }

    @Test
    void forgetsNothingBeforeItsTokenHasExpired() {
        store.revoke("a", START.plusSeconds(60));
        now.set(START.plusSeconds(60));

        fill(5000, START.plusSeconds(120));

        assertThat(store.isRevoked("a")).isTrue();
    }

    @Test
    void forgetsTokensThatHaveExpired() {
        fill(5000, START.plusSeconds(60));
        now.set(START.plusSeconds(61));

        IntStream.range(0, 8000).forEach(i -> store.revoke("later " + i, START.plusSeconds(120)));

        assertThat(IntStream.range(0, 5000).filter(i -> store.isRevoked("id " + i)))
                .isEmpty();
        assertThat(IntStream.range(0, 8000).filter(i -> !store.isRevoked("later " + i)))
                .isEmpty();
    }

    @Test
    void takesRevocationsFromManyThreads() {
        IntStream.range(0, 20_000).parallel().forEach(i -> store.revoke("id " + i, START.plusSeconds(60)));

        assertThat(IntStream.range(0, 20_000).parallel().filter(i -> !store.isRevoked("id " + i)))
                .isEmpty();
    }

    private void fill(int count, Instant expiresAt) {
        IntStream.range(0, count).forEach(i -> store.revoke("id " + i, expiresAt));
    }
}
