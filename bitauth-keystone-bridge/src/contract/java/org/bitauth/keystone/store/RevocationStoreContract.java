package org.bitauth.keystone.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.bitauth.StoreException;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.RevocationList;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.TokenClaims;
import org.bitauth.replay.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RevocationStore} must keep, as tests. Extend it in the tests of your own store, on one that is there
 * for tests only: each test begins by emptying it.
 */
public abstract class RevocationStoreContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LATER = START.plusSeconds(3600);
    private static final int THREADS = 8;

    private volatile Instant now = START;

    /**
     * The store under test, as another node of the deployment has it: with its own connections. One that lives in the
     * process may be the same at each call until it is emptied.
     *
     * @param clock the clock of all nodes
     * @return a store that shares nothing with other nodes but what is stored
     * @throws Exception if the store cannot be reached
     */
    protected abstract RevocationStore node(InstantSource clock) throws Exception;

    /**
     * Empties the store; whether its number begins anew does not matter.
     *
     * @throws Exception if the store cannot be reached
     */
    protected abstract void empty() throws Exception;

    /**
     * Deletes what has expired by this clock, where that is left to the embedder. By default nothing.
     *
     * @param clock the clock of all nodes
     * @throws Exception if the store cannot be reached
     */
    protected void deleteExpired(InstantSource clock) throws Exception {}

    /**
     * A store that has answered and is now down.
     *
     * @return the store; empty only if it lives in the process, so that it cannot be down alone
     * @throws Exception if it cannot be arranged
     */
    protected abstract Optional<RevocationStore> down() throws Exception;

    /**
     * How many rounds a race has.
     *
     * @return a tenth of the system property {@code bitauth.contract.rounds}, 30 by default
     */
    protected int rounds() {
        return Math.max(1, Integer.getInteger("bitauth.contract.rounds", 300) / 10);
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
    void everyNodeRefusesATokenThatOneRevoked() throws Exception {
        RevocationStore one = node();
        RevocationStore other = node();
        assertFalse(other.isRevoked(claims("a", "u1", START)));

        one.revoke(new Revocation.OfToken("a", LATER));
        one.revoke(new Revocation.OfToken("a", START));

        assertTrue(other.isRevoked(claims("a", "u1", START)));
        assertTrue(other.isRevoked(claims("a", "u2", LATER)));
        assertFalse(other.isRevoked(claims("A", "u1", START)));
        assertFalse(other.isRevoked(claims("b", "u1", START)));
        assertEquals(List.of(new Revocation.OfToken("a", LATER)), other.list().revocations(), "the later time");
    }

    @Test
    void everyNodeRefusesTokensThatAUserHadWhenOneRevokedThem() throws Exception {
        RevocationStore one = node();
        RevocationStore other = node();

        one.revoke(new Revocation.OfUser("u1", START, LATER));

        assertTrue(other.isRevoked(claims("a", "u1", START)), "of the same second");
        assertTrue(other.isRevoked(claims("b", "u1", START.minusSeconds(1))));
        assertFalse(other.isRevoked(claims("c", "u1", START.plusSeconds(1))));
        assertFalse(other.isRevoked(claims("a", "u2", START)));
        assertFalse(other.isRevoked(claims("u1", "a", START)));
    }

    @Test
    void theLatestTimesOfAUserCount() throws Exception {
        RevocationStore one = node();
        RevocationStore other = node();

        one.revoke(new Revocation.OfUser("u1", START.plusSeconds(9), LATER.plusSeconds(1)));
        other.revoke(new Revocation.OfUser("u1", START, LATER.plusSeconds(9)));

        assertTrue(one.isRevoked(claims("a", "u1", START.plusSeconds(9))));
        assertEquals(
                List.of(new Revocation.OfUser("u1", START.plusSeconds(9), LATER.plusSeconds(9))),
                other.list().revocations());
    }

    @Test
    void theListHoldsAllThatCounts() throws Exception {
        RevocationStore one = node();
        List<Revocation> all = List.of(
                new Revocation.OfToken("a", LATER),
                new Revocation.OfToken("b", START.plusSeconds(60)),
                new Revocation.OfUser("u1", START, START.plusSeconds(60)),
                new Revocation.OfUser("u2", START, LATER));

        all.forEach(one::revoke);

        assertEquals(Set.copyOf(all), Set.copyOf(node().list().revocations()));
        now = START.plusSeconds(60);
        assertEquals(4, node().list().revocations().size(), "until this second");
        now = START.plusSeconds(61);
        assertEquals(Set.of(all.get(0), all.get(3)), Set.copyOf(node().list().revocations()));
    }

    @Test
    void theNumberGrowsWithEachRevocationAndNeverFalls() throws Exception {
        RevocationStore one = node();
        RevocationStore other = node();
        long before = one.list().number();

        for (int i = 0; i < 10; i++) {
            (i % 2 == 0 ? one : other).revoke(new Revocation.OfToken("a", START.plusSeconds(60)));
            long number = other.list().number();
            assertTrue(number > before, before + ", then " + number);
            assertEquals(number, one.list().number(), "nothing was revoked");
            before = number;
        }
        now = START.minusSeconds(3600);
        one.revoke(new Revocation.OfUser("u1", START, LATER));
        assertTrue(other.list().number() > before, "by a node whose clock is behind");
        before = other.list().number();
        now = LATER.plusSeconds(1);
        deleteExpired(() -> now);
        assertEquals(List.of(), one.list().revocations());
        assertTrue(one.list().number() >= before, "also when all was forgotten");
    }

    @Test
    void nothingIsForgottenBeforeItsTime() throws Exception {
        RevocationStore one = node();
        one.revoke(new Revocation.OfToken("a", LATER));
        one.revoke(new Revocation.OfUser("u1", START, LATER));
        now = LATER;

        deleteExpired(() -> now);

        assertTrue(one.isRevoked(claims("a", "u2", START)));
        assertTrue(one.isRevoked(claims("b", "u1", START)));
        assertEquals(2, one.list().revocations().size());
    }

    @Test
    void revocationsOfManyNodesAtOnceAllCount() throws Exception {
        RevocationStore[] nodes = {node(), node()};
        long before = nodes[0].list().number();
        int rounds = rounds();

        Race.winners(THREADS, rounds, 1, (thread, round) -> {
            RevocationStore node = nodes[thread % 2];
            if (thread < THREADS / 2) {
                node.revoke(new Revocation.OfToken(thread + "-" + round, LATER));
            } else {
                node.revoke(new Revocation.OfUser("u" + round, START.plusSeconds(thread), LATER));
            }
            RevocationList list = nodes[1 - thread % 2].list();
            return list.number() > before && list.revocations().size() > round;
        });

        RevocationList list = nodes[0].list();
        assertTrue(list.number() >= before + (long) THREADS * rounds, "each has a number of its own");
        assertEquals(rounds * (THREADS / 2) + rounds, list.revocations().size());
        for (int round = 0; round < rounds; round++) {
            assertTrue(nodes[1].isRevoked(claims("0-" + round, "u", START)));
            assertTrue(nodes[0].isRevoked(claims("x", "u" + round, START.plusSeconds(THREADS - 1))), "the latest");
        }
    }

    @Test
    void aListNeverLacksWhatOneOfItsNumberHas() throws Exception {
        RevocationStore[] nodes = {node(), node()};
        int rounds = rounds();
        AtomicReference<RevocationList> latest = new AtomicReference<>(nodes[0].list());

        int[] winners = Race.winners(4, rounds, 1, (thread, round) -> {
            if (thread < 2) {
                nodes[thread].revoke(new Revocation.OfToken(thread + "-" + round, LATER));
                return true;
            }
            RevocationList seen = nodes[thread % 2].list();
            RevocationList before = latest.getAndUpdate(old -> seen.number() > old.number() ? seen : old);
            return seen.number() < before.number()
                    ? before.revocations().containsAll(seen.revocations())
                    : seen.revocations().containsAll(before.revocations());
        });

        for (int round = 0; round < rounds; round++) {
            assertEquals(4, winners[round], "round " + round);
        }
    }

    @Test
    void aStoreThatIsDownSaysSoInBoundedTime() throws Exception {
        Optional<RevocationStore> store = down();
        if (store.isEmpty()) {
            return;
        }
        RevocationStore down = store.get();

        assertTimeoutPreemptively(
                LIMIT, () -> assertThrows(StoreException.class, () -> down.isRevoked(claims("a", "u", START))));
        assertTimeoutPreemptively(LIMIT, () -> assertThrows(StoreException.class, down::list));
        assertTimeoutPreemptively(
                LIMIT, () -> assertThrows(StoreException.class, () -> down.revoke(new Revocation.OfToken("a", LATER))));
    }

    private RevocationStore node() throws Exception {
        return node(() -> now);
    }

    private static TokenClaims claims(String auditId, String userId, Instant issuedAt) {
        return new TokenClaims(
                userId,
                List.of("bitauth"),
                List.of(auditId, "parent"),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                issuedAt,
                issuedAt.plusSeconds(3600));
    }
}
