package org.bitauth.keystone.store;

import static org.bitauth.keystone.store.CloudSample.FIRST;
import static org.bitauth.keystone.store.CloudSample.credential;
import static org.bitauth.keystone.store.CloudSample.fill;
import static org.bitauth.keystone.store.CloudSample.project;
import static org.bitauth.keystone.store.CloudSample.sin;
import static org.bitauth.keystone.store.CloudSample.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.DirectoryStore.UserIdentity;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.User;
import org.bitauth.replay.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DirectoryStore} must keep when nodes write at the same moment. As {@link DirectoryStoreContract}. */
public abstract class DirectoryRaceContract {
    private static final int THREADS = 8;

    /**
     * The store under test, as another node of the deployment has it: with its own connections. One that lives in the
     * process may be the same at each call.
     *
     * @param clock the clock of all nodes
     * @return a store that shares nothing with other nodes but what is stored
     * @throws Exception if the store cannot be reached
     */
    protected abstract DirectoryStore node(InstantSource clock) throws Exception;

    /**
     * The application credentials that go with users and projects of this store.
     *
     * @return the credentials
     * @throws Exception if the store cannot be reached
     */
    protected abstract ApplicationCredentials credentials() throws Exception;

    /**
     * Empties the store.
     *
     * @throws Exception if the store cannot be reached
     */
    protected abstract void empty() throws Exception;

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
    void anIdentityIsGivenToOneOfManyUsers() throws Exception {
        DirectoryStore[] nodes = nodes();
        fill(nodes[0], List.of(), ids("u", THREADS));
        int rounds = rounds();

        int[] winners = Race.winners(
                THREADS,
                rounds,
                1,
                (thread, round) ->
                        nodes[thread % 2].addIdentity("u" + thread, new UserIdentity(sin(1 + round), Instant.EPOCH)));

        assertEveryRoundHasOne(winners);
        int all = 0;
        for (String id : ids("u", THREADS)) {
            all += nodes[0].identities(id).size();
        }
        assertEquals(rounds, all);
    }

    @Test
    void aNameIsGivenOnce() throws Exception {
        DirectoryStore[] nodes = nodes();
        fill(nodes[0], List.of(), List.of());

        assertEveryRoundHasOne(Race.winners(THREADS, rounds(), 1, (thread, round) -> {
            String id = round + "-" + thread;
            return nodes[thread % 2].addUser(
                    new User(id, "name " + round, FIRST, true, Optional.empty()), List.of(sin(1 + round)));
        }));
    }

    @Test
    void anIdentityIsLetInOnce() throws Exception {
        DirectoryStore[] nodes = nodes();
        fill(nodes[0], List.of("p"), List.of());

        assertEveryRoundHasOne(Race.winners(THREADS, rounds(), 1, (thread, round) -> {
            String id = "u" + round + (thread % 4 < 2 ? "" : "-" + thread);
            return nodes[thread % 2].enrol(
                    user(id),
                    sin(1 + round),
                    Optional.of(project("own of " + id)),
                    List.of(Grant.onProject(id, "own of " + id, "member"), Grant.onProject(id, "p", "reader")),
                    thread % 4 < 3 ? "rule" : "other rule",
                    100_000);
        }));

        assertEquals(rounds(), nodes[1].users(Optional.empty(), 100_000).size());
        assertEquals(
                rounds() + 1,
                nodes[1].projects(Optional.empty(), Optional.empty(), 100_000).size());
    }

    @Test
    void aRuleThatManyUseAtOnceLetsInNoMoreThanItAllows() throws Exception {
        DirectoryStore[] nodes = nodes();
        fill(nodes[0], List.of(), List.of());
        int most = rounds() * THREADS / 2;

        int[] winners = Race.winners(THREADS, rounds(), 1, (thread, round) -> {
            int number = 1 + round * THREADS + thread;
            return nodes[thread % 2].enrol(user("u" + number), sin(number), Optional.empty(), List.of(), "rule", most);
        });

        assertEquals(most, Arrays.stream(winners).sum());
        assertEquals(most, nodes[1].users(Optional.empty(), 100_000).size());
    }

    @Test
    void nothingIsLeftOfWhatIsRemovedWhileOthersAddToIt() throws Exception {
        DirectoryStore[] nodes = nodes();
        ApplicationCredentials credentials = credentials();
        int rounds = rounds();
        fill(nodes[0], ids("p", 2 * rounds), ids("u", 2 * rounds));

        // In even rounds the user goes, in odd ones the project.
        Race.winners(THREADS, 2 * rounds, 1, (thread, round) -> {
            DirectoryStore node = nodes[thread % 2];
            String user = "u" + round;
            String project = "p" + round;
            return switch (thread) {
                case 0 -> round % 2 == 0 ? node.removeUser(user) : node.removeProject(project);
                case 1, 2 -> node.addGrant(Grant.onProject(user, project, "role" + thread));
                case 3, 4 -> credentials.add(credential("c" + thread + "-" + round, user, project));
                case 5 -> node.addIdentity(user, new UserIdentity(sin(1 + round), Instant.EPOCH));
                case 6 -> node.changeUser(new User(user, user, FIRST, true, Optional.of(project)));
                default -> node.addGrant(Grant.onSystem(user, "reader"));
            };
        });

        for (int round = 0; round < 2 * rounds; round++) {
            String user = "u" + round;
            if (round % 2 == 0) {
                assertTrue(nodes[0].addUser(user(user), List.of(sin(1 + round))), user);
                assertEquals(List.of(), nodes[1].grants(user));
            } else {
                assertTrue(nodes[0].addProject(project("p" + round)));
                assertEquals(
                        List.of(),
                        nodes[1].grants(user).stream()
                                .filter(grant -> grant.on() == Grant.Target.PROJECT)
                                .toList());
                assertEquals(Optional.of(user(user)), nodes[1].user(user));
            }
            assertEquals(List.of(), credentials.ofUser(user));
        }
    }

    private DirectoryStore[] nodes() throws Exception {
        return new DirectoryStore[] {node(InstantSource.system()), node(InstantSource.system())};
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static void assertEveryRoundHasOne(int[] winners) {
        for (int round = 0; round < winners.length; round++) {
            assertEquals(1, winners[round], "winners of round " + round);
        }
    }
}
