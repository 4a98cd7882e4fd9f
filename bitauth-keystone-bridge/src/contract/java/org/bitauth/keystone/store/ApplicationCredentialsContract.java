package org.bitauth.keystone.store;

import static org.bitauth.keystone.ApplicationCredentials.MOST_OF_A_USER;
import static org.bitauth.keystone.store.CloudSample.credential;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitauth.StoreException;
import org.bitauth.keystone.AccessRule;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.SecretHash;
import org.bitauth.replay.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ApplicationCredentials} must keep, as tests. Extend it in the tests of your own store, on one that is
 * there for tests only: each test begins by emptying it.
 */
public abstract class ApplicationCredentialsContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int THREADS = 8;

    /**
     * The store under test, as another node of the deployment has it: with its own connections. One that lives in the
     * process may be the same at each call.
     *
     * @return a store that shares nothing with other nodes but what is stored
     * @throws Exception if the store cannot be reached
     */
    protected abstract ApplicationCredentials node() throws Exception;

    /**
     * Empties the store, and sees to it that users {@code u1} and {@code u2} and projects {@code p1} and {@code p2} are
     * there, where that matters.
     *
     * @throws Exception if the store cannot be reached
     */
    protected abstract void begin() throws Exception;

    /**
     * A store that has answered and is now down.
     *
     * @return the store; empty only if it lives in the process, so that it cannot be down alone
     * @throws Exception if it cannot be arranged
     */
    protected abstract Optional<ApplicationCredentials> down() throws Exception;

    /**
     * Empties the store.
     *
     * @throws Exception if the store cannot be reached
     */
    @BeforeEach
    void beginFirst() throws Exception {
        begin();
    }

    @Test
    void everyNodeFindsAllOfWhatOneAdded() throws Exception {
        ApplicationCredential full = new ApplicationCredential(
                "c1",
                "name of \"c1\" é \uD83D\uDE00",
                "u1",
                "p1",
                List.of("member", "a:b", "member"),
                SecretHash.of("the secret"),
                "for the robot\n'; --",
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                true,
                List.of(
                        new AccessRule("r1", "object-store", "GET", "/v1/{account}/\"x\"/**"),
                        new AccessRule("r2", "compute", "POST", "/v2.1/servers")));

        assertTrue(node().add(full));
        assertTrue(node().add(credential("c2", "u1", "p1")));

        ApplicationCredential found = node().find("c1").orElseThrow();
        assertEquals(full.name(), found.name());
        assertEquals(full.userId(), found.userId());
        assertEquals(full.projectId(), found.projectId());
        assertEquals(full.roles(), found.roles());
        assertEquals(full.description(), found.description());
        assertEquals(full.expiresAt(), found.expiresAt());
        assertTrue(found.unrestricted());
        assertEquals(full.accessRules(), found.accessRules());
        assertTrue(found.secret().matches("the secret"));
        assertFalse(found.secret().matches("another secret"));
        ApplicationCredential plain = node().find("c2").orElseThrow();
        assertEquals("", plain.description());
        assertEquals(Optional.empty(), plain.expiresAt());
        assertFalse(plain.unrestricted());
        assertEquals(List.of(), plain.accessRules());
        assertEquals(List.of("c1", "c2"), ids(node().ofUser("u1")));
        assertEquals(List.of(), node().ofUser("u2"));
        assertEquals(Optional.empty(), node().find("c3"));
        for (String text : OddTexts.impossible()) {
            assertEquals(Optional.empty(), node().find(text));
            assertEquals(List.of(), node().ofUser(text));
            assertFalse(node().remove(text, text));
        }
    }

    @Test
    void endedOnesAreFoundToo() throws Exception {
        ApplicationCredential ended = new ApplicationCredential(
                "c1",
                "c1",
                "u1",
                "p1",
                List.of("member"),
                SecretHash.of("x"),
                "",
                Optional.of(Instant.EPOCH),
                false,
                List.of());

        assertTrue(node().add(ended));

        assertTrue(node().find("c1").orElseThrow().hasEnded(Instant.EPOCH));
    }

    @Test
    void refusesWhatIsTaken() throws Exception {
        ApplicationCredentials store = node();
        assertTrue(store.add(credential("c1", "u1", "p1")));
        ApplicationCredential sameName =
                new ApplicationCredential("c2", "c1", "u1", "p2", List.of("member"), SecretHash.of("x"));

        assertFalse(store.add(credential("c1", "u2", "p1")), "the id");
        assertFalse(store.add(sameName), "the name");

        assertEquals("u1", store.find("c1").orElseThrow().userId());
        assertEquals(Optional.empty(), store.find("c2"));
        assertTrue(store.add(credential("C1", "u1", "p1")), "another name");
        assertTrue(
                store.add(new ApplicationCredential("c2", "c1", "u2", "p1", List.of("member"), SecretHash.of("x"))),
                "another user's name");
    }

    @Test
    void onlyItsUserRemovesACredential() throws Exception {
        ApplicationCredentials store = node();
        assertTrue(store.add(credential("c1", "u1", "p1")));

        assertFalse(store.remove("u2", "c1"));
        assertFalse(store.remove("u1", "c2"));
        assertTrue(node().remove("u1", "c1"));
        assertFalse(store.remove("u1", "c1"));

        assertEquals(Optional.empty(), store.find("c1"));
        assertTrue(store.add(credential("c1", "u2", "p1")), "id and name are free");
    }

    @Test
    void aUserHasNoMoreThanIsAllowed() throws Exception {
        ApplicationCredentials store = node();
        for (int i = 0; i < MOST_OF_A_USER; i++) {
            assertTrue(store.add(credential("c" + i, "u1", "p1")));
        }

        assertFalse(store.add(credential("one more", "u1", "p1")));
        assertEquals(MOST_OF_A_USER, node().ofUser("u1").size());
        assertTrue(store.add(credential("another user's", "u2", "p1")));
        assertTrue(store.remove("u1", "c0"));
        assertTrue(store.add(credential("one more", "u1", "p1")));
    }

    @Test
    void manyAtOnceAddNoMoreThanIsAllowed() throws Exception {
        ApplicationCredentials[] nodes = {node(), node()};
        int rounds = MOST_OF_A_USER / THREADS + 5;

        int[] winners = Race.winners(
                THREADS,
                rounds,
                1,
                (thread, round) -> nodes[thread % 2].add(credential(round + "-" + thread, "u1", "p1")));

        assertEquals(MOST_OF_A_USER, Arrays.stream(winners).sum());
        assertEquals(MOST_OF_A_USER, node().ofUser("u1").size());
    }

    @Test
    void oneOfManyTakesAName() throws Exception {
        ApplicationCredentials[] nodes = {node(), node()};

        int[] winners = Race.winners(
                THREADS,
                10,
                1,
                (thread, round) -> nodes[thread % 2].add(new ApplicationCredential(
                        round + "-" + thread, "name " + round, "u1", "p1", List.of("member"), SecretHash.of("x"))));

        assertTrue(Arrays.stream(winners).allMatch(won -> won == 1));
    }

    @Test
    void aStoreThatIsDownSaysSoInBoundedTime() throws Exception {
        Optional<ApplicationCredentials> store = down();
        if (store.isEmpty()) {
            return;
        }
        ApplicationCredentials down = store.get();
        ApplicationCredential credential = credential("c1", "u1", "p1");

        assertTimeoutPreemptively(LIMIT, () -> assertThrows(StoreException.class, () -> down.find("c1")));
        assertTimeoutPreemptively(LIMIT, () -> {
            StoreException failure = assertThrows(StoreException.class, () -> down.add(credential));
            assertFalse(String.valueOf(failure).contains(credential.secret().text()));
        });
    }

    private static List<String> ids(List<ApplicationCredential> credentials) {
        return credentials.stream().map(ApplicationCredential::id).toList();
    }
}
