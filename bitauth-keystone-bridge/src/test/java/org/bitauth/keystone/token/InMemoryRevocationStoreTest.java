package org.bitauth.keystone.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryRevocationStoreTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InMemoryRevocationStore store = new InMemoryRevocationStore(now::get);

    @Test
    void knowsWhatWasRevokedAndNothingElse() {
        revoke("a", START.plusSeconds(60));
        revoke("a", START.plusSeconds(60));

        assertThat(isRevoked("a")).isTrue();
        assertThat(isRevoked("b")).isFalse();
        assertThat(isRevoked("")).isFalse();
    }

    @Test
    void forgetsNothingBeforeItsTokenHasExpired() {
        revoke("a", START.plusSeconds(60));
        now.set(START.plusSeconds(60));

        fill(5000, START.plusSeconds(120));

        assertThat(isRevoked("a")).isTrue();
    }

    @Test
    void forgetsTokensThatHaveExpired() {
        fill(5000, START.plusSeconds(60));
        now.set(START.plusSeconds(61));

        IntStream.range(0, 8000).forEach(i -> revoke("later " + i, START.plusSeconds(120)));

        assertThat(IntStream.range(0, 5000).filter(i -> isRevoked("id " + i))).isEmpty();
        assertThat(IntStream.range(0, 8000).filter(i -> !isRevoked("later " + i)))
                .isEmpty();
    }

    @Test
    void takesRevocationsFromManyThreads() {
        IntStream.range(0, 20_000).parallel().forEach(i -> revoke("id " + i, START.plusSeconds(60)));

        assertThat(IntStream.range(0, 20_000).parallel().filter(i -> !isRevoked("id " + i)))
                .isEmpty();
    }

    @Test
    void endsTheTokensThatAUserHadByThen() {
        store.revoke(new Revocation.OfUser("u", START.minusSeconds(1), START.plusSeconds(60)));
        assertThat(isRevoked("a")).isFalse();

        store.revoke(new Revocation.OfUser("u", START, START.plusSeconds(60)));
        store.revoke(new Revocation.OfUser("u", START.minusSeconds(5), START.plusSeconds(60)));
        store.revoke(new Revocation.OfUser("another", START.plusSeconds(9), START.plusSeconds(60)));

        assertThat(isRevoked("a")).isTrue();
    }

    @Test
    void listsWhatCountsUnderNumbersThatGrow() {
        RevocationList empty = store.list();
        assertThat(empty.revocations()).isEmpty();
        assertThat(empty.number()).isEqualTo(START.toEpochMilli());
        revoke("a", START.plusSeconds(60));
        revoke("b", START.plusSeconds(120));
        Revocation ofUser = new Revocation.OfUser("u", START, START.plusSeconds(60));
        store.revoke(ofUser);
        RevocationList all = store.list();
        assertThat(all.number()).isEqualTo(empty.number() + 3);
        assertThat(all.revocations()).hasSize(3).contains(ofUser);

        now.set(START.plusSeconds(61));

        assertThat(store.list().revocations()).containsExactly(new Revocation.OfToken("b", START.plusSeconds(120)));
        assertThat(store.list().number()).isGreaterThanOrEqualTo(all.number());
    }

    @Test
    void beginsAboveTheNumbersOfAnEarlierProcess() {
        revoke("a", START.plusSeconds(60));

        assertThat(new InMemoryRevocationStore(() -> START.plusSeconds(1))
                        .list()
                        .number())
                .isGreaterThan(store.list().number());
    }

    private void revoke(String auditId, Instant until) {
        store.revoke(new Revocation.OfToken(auditId, until));
    }

    private boolean isRevoked(String auditId) {
        return store.isRevoked(new TokenClaims(
                "u",
                List.of("bitauth"),
                List.of(auditId),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                START,
                START.plusSeconds(60)));
    }

    private void fill(int count, Instant expiresAt) {
        IntStream.range(0, count).forEach(i -> revoke("id " + i, expiresAt));
    }
}
