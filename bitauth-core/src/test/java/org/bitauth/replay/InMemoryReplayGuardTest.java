package org.bitauth.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.bitauth.SetClock;
import org.bitauth.StoreException;
import org.junit.jupiter.api.Test;

class InMemoryReplayGuardTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.250Z");
    private static final Instant LATER = NOW.plusSeconds(180);

    private final SetClock clock = new SetClock(NOW);

    @Test
    void claimsEachNonceOnce() {
        ReplayGuard guard = new InMemoryReplayGuard(10, clock);

        assertThat(guard.isClaimed("a")).isFalse();
        assertThat(guard.claim("a", LATER)).isTrue();
        assertThat(guard.claim("a", LATER)).isFalse();
        assertThat(guard.claim("a", LATER.plusSeconds(1000))).isFalse();
        assertThat(guard.isClaimed("a")).isTrue();
        assertThat(guard.claim("b", LATER)).isTrue();
    }

    @Test
    void remembersAtLeastUntilTheEndOfTheTime() {
        ReplayGuard guard = new InMemoryReplayGuard(10, clock);
        guard.claim("a", LATER);
        clock.set(LATER);

        assertThat(guard.claim("a", LATER)).isFalse();
    }

    @Test
    void forgetsSoonAfterTheEndOfTheTime() {
        ReplayGuard guard = new InMemoryReplayGuard(10, clock);
        guard.claim("a", LATER);
        clock.set(LATER.plusSeconds(1));

        assertThat(guard.claim("a", LATER.plusSeconds(60))).isTrue();
    }

    @Test
    void refusesWhenFullAndForgetsNothing() {
        ReplayGuard guard = new InMemoryReplayGuard(3, clock);
        for (String nonce : new String[] {"a", "b", "c"}) {
            guard.claim(nonce, LATER);
        }

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> guard.claim("d", LATER));
        assertThat(guard.isClaimed("d")).isFalse();
        for (String nonce : new String[] {"a", "b", "c"}) {
            assertThat(guard.isClaimed(nonce)).isTrue();
            assertThat(guard.claim(nonce, LATER)).isFalse();
        }
    }

    @Test
    void findsRoomWhenNoncesExpire() {
        ReplayGuard guard = new InMemoryReplayGuard(2, clock);
        guard.claim("soon", NOW.plusSeconds(10));
        guard.claim("late", LATER);
        clock.advance(Duration.ofSeconds(11));

        assertThat(guard.claim("new", LATER)).isTrue();
        assertThat(guard.isClaimed("late")).isTrue();
        assertThat(guard.isClaimed("soon")).isFalse();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> guard.claim("more", LATER));
    }

    @Test
    void forgetsNothingWhenTheClockGoesBack() {
        ReplayGuard guard = new InMemoryReplayGuard(10, clock);
        guard.claim("a", LATER);
        clock.advance(Duration.ofDays(-1));

        assertThat(guard.claim("a", LATER)).isFalse();
    }

    @Test
    void remembersSinceItsBeginning() {
        ReplayGuard guard = new InMemoryReplayGuard(10, clock);
        clock.advance(Duration.ofDays(1));

        assertThat(guard.rememberingSince()).isEqualTo(NOW);
    }

    @Test
    void givesEachNonceToOneOf64Threads() throws Exception {
        int rounds = 20_000;
        ReplayGuard guard = new InMemoryReplayGuard(rounds, clock);

        int[] winners = Race.winners(64, rounds, 2_000, (thread, round) -> guard.claim("nonce " + round, LATER));

        assertThat(winners).hasSize(rounds).containsOnly(1);
    }

    @Test
    void neverHoldsMoreThanItsCapacityUnder64Threads() throws Exception {
        ReplayGuard guard = new InMemoryReplayGuard(100, clock);

        int[] winners = Race.winners(64, 20, round -> {
            try {
                return guard.claim(round + " " + Thread.currentThread().getName(), LATER);
            } catch (StoreException e) {
                return false;
            }
        });

        assertThat(winners).startsWith(64, 36).endsWith(0);
    }
}
