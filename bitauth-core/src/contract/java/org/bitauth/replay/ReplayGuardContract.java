package org.bitauth.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bitauth.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ReplayGuard} must keep, as tests. Extend it in the tests of your own guard, on a store that is there
 * for tests only: each test begins by emptying it. {@code -Dbitauth.contract.rounds=10000} runs longer races.
 */
public abstract class ReplayGuardContract {
    private static final int THREADS_PER_NODE = 64;
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Duration LIFE = Duration.ofSeconds(180);
    private static final Duration SHORT_LIFE = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final InstantSource NOW = InstantSource.system();

    /**
     * A guard on the store under test, as another node of the deployment has it: with its own connections.
     *
     * @param clock the clock of that node
     * @return a guard that shares nothing with other nodes but the store
     * @throws Exception if the store cannot be reached
     */
    protected abstract ReplayGuard node(InstantSource clock) throws Exception;

    /**
     * Empties the store, as its loss would; nodes that exist go on with the emptied store.
     *
     * @throws Exception if the store cannot be reached
     */
    protected abstract void empty() throws Exception;

    /**
     * A guard whose store has answered and is now down.
     *
     * @return the guard; empty only if the store lives in the process, so that it cannot be down alone
     * @throws Exception if it cannot be arranged
     */
    protected abstract Optional<ReplayGuard> down() throws Exception;

    /**
     * A guard on a store that is full after fewer nonces than {@link #rounds}. By default one that does not become full, as
     * a database has room for more than a test writes.
     *
     * @return the guard
     * @throws Exception if it cannot be arranged
     */
    protected ReplayGuard small() throws Exception {
        return node(NOW);
    }

    /**
     * Deletes what has expired, where that is left to the embedder. By default nothing, as for stores that do it alone.
     *
     * @throws Exception if the store cannot be reached
     */
    protected void deleteExpired() throws Exception {}

    /**
     * How many nonces the races are about, and how many are written to fill a store.
     *
     * @return the system property {@code bitauth.contract.rounds}, 300 by default
     */
    protected int rounds() {
        return Integer.getInteger("bitauth.contract.rounds", 300);
    }

    /**
     * Empties the store.
     *
     * @throws Exception if the store cannot be reached
     */
    @BeforeEach
    void emptyFirst() throws Exception {
        empty();
    }

    @Test
    void exactlyOneOfAllThreadsOfTwoNodesWins() throws Exception {
        ReplayGuard[] nodes = {node(NOW), node(NOW)};
        int rounds = rounds();

        int[] winners = Race.winners(
                2 * THREADS_PER_NODE,
                rounds,
                Math.max(1, rounds / 300),
                (thread, round) -> nodes[thread % 2].claim("race " + round, later()));

        assertEquals(rounds, winners.length);
        for (int round = 0; round < rounds; round++) {
            assertEquals(1, winners[round], "winners of round " + round);
        }
    }

    @Test
    void differentNoncesAllWin() throws Exception {
        ReplayGuard[] nodes = {node(NOW), node(NOW)};
        int rounds = Math.min(rounds(), 300);
        int threads = 16;

        int[] winners = Race.winners(
                threads,
                rounds,
                rounds,
                (thread, round) -> nodes[thread % 2].claim("own " + thread + " " + round, later()));

        assertTrue(IntStream.of(winners).allMatch(won -> won == threads));
    }

    @Test
    void aNonceIsClaimedOnceWhateverItsTime() throws Exception {
        ReplayGuard one = node(NOW);
        ReplayGuard other = node(NOW);

        assertTrue(one.claim("once", later()));

        assertFalse(one.claim("once", later()));
        assertFalse(other.claim("once", later().plusSeconds(3600)));
        assertFalse(other.claim("once", NOW.instant().plusSeconds(1)), "a shorter time must not shorten the first");
        assertFalse(one.claim("once", later()));
    }

    @Test
    void looksWithoutClaiming() throws Exception {
        ReplayGuard one = node(NOW);
        ReplayGuard other = node(NOW);

        assertFalse(one.isClaimed("looked at"));
        assertFalse(other.isClaimed("looked at"));
        assertTrue(one.claim("looked at", later()));
        assertFalse(one.isClaimed("another"));
        assertEquals(one.isClaimed("looked at"), other.isClaimed("looked at"));
        assertFalse(other.claim("looked at", later()));
    }

    @Test
    void expiryFreesANonceAndNotTooEarly() throws Exception {
        ReplayGuard guard = node(NOW);
        Instant until = NOW.instant().plus(SHORT_LIFE);
        assertTrue(guard.claim("short", until));
        assertTrue(guard.claim("long", later()));

        Instant limit = until.plus(LIMIT);
        Instant freed = NOW.instant();
        while (!guard.claim("short", later())) {
            assertTrue(freed.isBefore(limit), "the nonce must be freed within " + LIMIT);
            deleteExpired();
            LockSupport.parkNanos(1_000_000);
            freed = NOW.instant();
        }

        assertFalse(NOW.instant().isBefore(until), "the nonce must be remembered until its time is over");
        assertFalse(guard.claim("long", later()));
    }

    @Test
    void keepsItsPromiseWhenClocksOfNodesDiffer() throws Exception {
        ReplayGuard fast = node(InstantSource.offset(NOW, SKEW));
        ReplayGuard slow = node(InstantSource.offset(NOW, SKEW.negated()));
        // The time that a caller with such clocks gives: valid for a little while, and 60 seconds longer.
        Instant until = NOW.instant().plusSeconds(5 + 60);

        assertTrue(fast.claim("by the fast", until));
        assertTrue(slow.claim("by the slow", until));
        deleteExpired();

        assertFalse(slow.claim("by the fast", until));
        assertFalse(fast.claim("by the slow", until));
        assertEquals(fast.rememberingSince(), slow.rememberingSince(), "nodes must agree about the beginning");
        assertEquals(fast.rememberingSince(), node(NOW).rememberingSince());
    }

    @Test
    void theBeginningIsTheFirstNodes() throws Exception {
        Instant before = NOW.instant();
        empty();
        Instant since = node(NOW).rememberingSince();
        Instant after = NOW.instant();

        assertFalse(since.isBefore(before), "must not be before the emptying, also not by rounding");
        assertFalse(since.isAfter(after.plusSeconds(1)), "must not be in the future");
        awaitAfter(since);
        assertEquals(since, node(NOW).rememberingSince());
        node(NOW).claim("a nonce", later());
        assertEquals(since, node(NOW).rememberingSince());
    }

    @Test
    void nodesAgreeAboutTheBeginningThatTheyWriteAtTheSameTime() throws Exception {
        ReplayGuard[] nodes = {node(NOW), node(InstantSource.offset(NOW, SKEW))};
        List<Instant> told = new ArrayList<>();

        Race.winners(16, 1, 1, (thread, round) -> {
            Instant since = nodes[thread % 2].rememberingSince();
            synchronized (told) {
                return told.add(since);
            }
        });

        assertEquals(16, told.size());
        assertEquals(1, told.stream().distinct().count(), () -> told.toString());
    }

    @Test
    void anEmptiedStoreBeginsAnew() throws Exception {
        ReplayGuard one = node(NOW);
        ReplayGuard other = node(NOW);
        Instant before = other.rememberingSince();
        assertEquals(before, one.rememberingSince());
        assertTrue(one.claim("before", later()));
        awaitAfter(before);
        Instant emptied = NOW.instant();

        empty();

        assertTrue(one.claim("before", later()), "the store must be empty");
        assertTrue(one.rememberingSince().isAfter(before));
        assertFalse(one.rememberingSince().isBefore(emptied), "what was used before the loss must be refused");
        assertEquals(one.rememberingSince(), other.rememberingSince());
    }

    @Test
    void aStoreThatIsDownSaysSoInBoundedTime() throws Exception {
        Optional<ReplayGuard> guard = down();
        if (guard.isEmpty()) {
            return;
        }
        ReplayGuard down = guard.get();

        assertTimeoutPreemptively(
                LIMIT, () -> assertThrows(StoreException.class, () -> down.claim("a nonce", later())));
        assertTimeoutPreemptively(LIMIT, () -> assertThrows(StoreException.class, down::rememberingSince));
        assertTimeoutPreemptively(LIMIT, () -> {
            try {
                assertFalse(down.isClaimed("a nonce"));
            } catch (StoreException expected) {
                assertFalse(String.valueOf(expected.getMessage()).contains("a nonce"));
            }
        });
    }

    @Test
    void longAndOddNoncesAreDifferent() throws Exception {
        ReplayGuard one = node(NOW);
        ReplayGuard other = node(NOW);
        List<String> nonces = OddNonces.all();

        for (String nonce : nonces) {
            assertTrue(one.claim(nonce, later()), nonce);
        }
        for (String nonce : nonces) {
            assertFalse(other.claim(nonce, later()), nonce);
        }
    }

    @Test
    void nothingIsForgottenWhenFull() throws Exception {
        ReplayGuard guard = small();
        int most = rounds();
        List<String> claimed = new ArrayList<>();

        try {
            while (claimed.size() < most) {
                String nonce = "fills the store " + claimed.size();
                assertTrue(guard.claim(nonce, later()));
                claimed.add(nonce);
            }
        } catch (StoreException full) {
            assertThrows(StoreException.class, () -> guard.claim("one more", later()));
        }

        assertFalse(claimed.isEmpty());
        for (String nonce : claimed) {
            assertTrue(isRefused(guard, nonce), nonce);
        }
    }

    /** A full store may refuse a claim before it looks whether it has the nonce. */
    private static boolean isRefused(ReplayGuard guard, String nonce) {
        try {
            return !guard.claim(nonce, later());
        } catch (StoreException full) {
            return true;
        }
    }

    private static void awaitAfter(Instant instant) {
        Instant limit = NOW.instant().plus(LIMIT);
        while (!NOW.instant().isAfter(instant)) {
            assertTrue(NOW.instant().isBefore(limit));
            Thread.onSpinWait();
        }
    }

    private static Instant later() {
        return NOW.instant().plus(LIFE);
    }
}
