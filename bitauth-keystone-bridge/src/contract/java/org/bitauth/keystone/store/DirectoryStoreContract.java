package org.bitauth.keystone.store;

import static org.bitauth.keystone.store.CloudSample.FIRST;
import static org.bitauth.keystone.store.CloudSample.SECOND;
import static org.bitauth.keystone.store.CloudSample.credential;
import static org.bitauth.keystone.store.CloudSample.fill;
import static org.bitauth.keystone.store.CloudSample.project;
import static org.bitauth.keystone.store.CloudSample.sin;
import static org.bitauth.keystone.store.CloudSample.user;
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
import org.bitauth.StoreException;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.DirectoryStore.UserIdentity;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DirectoryStore} must keep, as tests. Extend it in the tests of your own store, on one that is there for
 * tests only: each test begins by emptying it. What roles do is in {@link GrantContract}, what nodes do to each other in
 * {@link DirectoryRaceContract}.
 */
public abstract class DirectoryStoreContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private volatile Instant now = START;

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
     * A store that has answered and is now down.
     *
     * @return the store; empty only if it lives in the process, so that it cannot be down alone
     * @throws Exception if it cannot be arranged
     */
    protected abstract Optional<DirectoryStore> down() throws Exception;

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
    void everyNodeFindsWhatOneAdded() throws Exception {
        DirectoryStore one = node();
        DirectoryStore other = node();
        User alice = new User("u1", "alice", FIRST, true, Optional.of("p1"));
        User carol = new User("u2", "carol", FIRST, false, Optional.empty());

        assertTrue(one.addDomain(FIRST));
        assertTrue(one.addProject(project("p1")));
        assertTrue(one.addUser(alice, List.of(sin(1), sin(2))));
        assertTrue(one.addUser(carol, List.of(sin(3))));

        assertEquals(Optional.of(alice), other.userOf(sin(1)));
        assertEquals(Optional.of(alice), other.userOf(sin(2)));
        assertEquals(Optional.of(carol), other.userOf(sin(3)), "disabled users too");
        assertEquals(Optional.empty(), other.userOf(sin(4)));
        assertEquals(Optional.of(alice), other.user("u1"));
        assertEquals(Optional.empty(), other.user("alice"));
        assertEquals(Optional.of(project("p1")), other.project("p1"));
        assertEquals(Optional.empty(), other.project("p2"));
        assertEquals(Optional.of(FIRST), other.domain("d1"));
        assertEquals(Optional.empty(), other.domain("First"));
    }

    @Test
    void refusesWhatIsTakenAndChangesNothing() throws Exception {
        DirectoryStore store = node();
        fill(store, List.of("p1"), List.of());
        assertTrue(store.addUser(user("u1"), List.of(sin(1))));

        assertFalse(store.addDomain(new Domain("d1", "new")));
        assertFalse(store.addDomain(new Domain("new", "First")));
        assertFalse(store.addProject(new Project("p1", "new", FIRST)));
        assertFalse(store.addProject(new Project("new", "p1", FIRST)));
        assertFalse(store.addUser(new User("u1", "new", FIRST, true, Optional.empty()), List.of()));
        assertFalse(store.addUser(new User("new", "u1", FIRST, true, Optional.empty()), List.of()));
        assertFalse(store.addUser(user("new"), List.of(sin(2), sin(1))));
        assertFalse(store.addUser(user("new"), List.of(sin(2), sin(2))));

        assertEquals(List.of(FIRST), store.domains(Optional.empty(), 9));
        assertEquals(List.of(project("p1")), store.projects(Optional.empty(), Optional.empty(), 9));
        assertEquals(List.of(user("u1")), store.users(Optional.empty(), 9));
        assertEquals(Optional.empty(), store.userOf(sin(2)));
        assertEquals(Optional.of(user("u1")), store.userOf(sin(1)));
    }

    @Test
    void refusesWhatSpeaksOfSomethingThatIsNotThere() throws Exception {
        DirectoryStore store = node();
        fill(store, List.of("p1"), List.of("u1"));

        assertFalse(store.addProject(new Project("new", "new", SECOND)));
        assertFalse(store.addUser(new User("new", "new", SECOND, true, Optional.empty()), List.of()));
        assertFalse(store.addUser(new User("new", "new", FIRST, true, Optional.of("p9")), List.of()));
        assertFalse(store.changeUser(user("u9")));
        assertFalse(store.changeUser(new User("u1", "u1", FIRST, true, Optional.of("p9"))));
        assertFalse(store.changeUser(new User("u1", "u1", SECOND, true, Optional.empty())));
        assertFalse(store.addIdentity("u9", new UserIdentity(sin(1), START)));
        assertFalse(store.setRotationWait("u9", Duration.ofSeconds(1)));
        assertFalse(store.removeUser("u9"));
        assertFalse(store.removeProject("p9"));

        assertEquals(Optional.of(user("u1")), store.user("u1"));
        assertEquals(List.of(user("u1")), store.users(Optional.empty(), 9));
    }

    @Test
    void namesAreUniqueInTheirDomainAlone() throws Exception {
        DirectoryStore store = node();
        fill(store, List.of("p1"), List.of("u1"));
        Project samePlace = new Project("p2", "p1", SECOND);
        User sameName = new User("u2", "u1", SECOND, true, Optional.empty());

        assertTrue(store.addDomain(SECOND));
        assertTrue(store.addProject(samePlace));
        assertTrue(store.addUser(sameName, List.of()));

        assertEquals(List.of(project("p1"), samePlace), store.projects(Optional.of("p1"), Optional.empty(), 9));
        assertEquals(List.of(samePlace), store.projects(Optional.of("p1"), Optional.of("d2"), 9));
        assertEquals(List.of(samePlace), store.projects(Optional.empty(), Optional.of("d2"), 9));
        assertEquals(List.of(user("u1"), sameName), store.users(Optional.of("u1"), 9));
        assertEquals(List.of(SECOND), store.domains(Optional.of("Second"), 9));
    }

    @Test
    void listsAreInTheOrderOfIdsAndNoLongerThanAsked() throws Exception {
        DirectoryStore store = node();
        fill(store, List.of("b", "B", "a", "_", "1"), List.of("z", "Z", "y", "-"));

        assertEquals(List.of("1", "B", "_"), ids(store.projects(Optional.empty(), Optional.empty(), 3)));
        assertEquals(List.of("1", "B", "_", "a", "b"), ids(store.projects(Optional.empty(), Optional.of("d1"), 9)));
        assertEquals(
                List.of("-", "Z", "y", "z"),
                store.users(Optional.empty(), 9).stream().map(User::id).toList());
        assertEquals(1, store.users(Optional.empty(), 1).size());
        assertEquals(List.of(), store.domains(Optional.of("Second"), 1));
        assertThrows(IllegalArgumentException.class, () -> store.users(Optional.empty(), 0));
        assertThrows(IllegalArgumentException.class, () -> store.domains(Optional.empty(), 0));
        assertThrows(IllegalArgumentException.class, () -> store.projects(Optional.empty(), Optional.empty(), 0));
    }

    @Test
    void textsThatDifferInOneByteAreDifferent() throws Exception {
        DirectoryStore store = node();
        DirectoryStore other = node();
        assertTrue(store.addDomain(FIRST));
        List<String> odd = OddTexts.all();

        for (String text : odd) {
            assertTrue(store.addProject(new Project(text, text, FIRST)), text);
            assertTrue(store.addUser(new User(text, text, FIRST, true, Optional.of(text)), List.of()), text);
        }

        for (String text : odd) {
            Project project = new Project(text, text, FIRST);
            assertEquals(Optional.of(project), other.project(text));
            assertEquals(List.of(project), other.projects(Optional.of(text), Optional.of("d1"), 9));
            assertEquals(
                    List.of(text),
                    other.users(Optional.of(text), 9).stream().map(User::id).toList());
        }
        for (String text : OddTexts.impossible()) {
            assertEquals(Optional.empty(), other.user(text));
            assertEquals(Optional.empty(), other.project(text));
            assertEquals(List.of(), other.projects(Optional.of(text), Optional.of(text), 9));
            assertFalse(other.removeUser(text));
            assertFalse(other.removeProject(text));
        }
    }

    @Test
    void anIdentityCountsFromItsTime() throws Exception {
        DirectoryStore one = node();
        DirectoryStore other = node();
        fill(one, List.of(), List.of("u1"));
        UserIdentity later = new UserIdentity(sin(1), START.plusSeconds(60));

        assertTrue(one.addIdentity("u1", later));

        assertEquals(List.of(later), other.identities("u1"));
        assertEquals(Optional.empty(), other.userOf(sin(1)));
        now = START.plusMillis(59_999);
        assertEquals(Optional.empty(), other.userOf(sin(1)));
        now = START.plusSeconds(60);
        assertEquals(Optional.of(user("u1")), other.userOf(sin(1)));
        assertTrue(one.addIdentity("u1", new UserIdentity(sin(2), now.minusMillis(1))));
        assertEquals(Optional.of(user("u1")), other.userOf(sin(2)));
    }

    @Test
    void anIdentityBelongsToOneUser() throws Exception {
        DirectoryStore store = node();
        fill(store, List.of(), List.of("u1", "u2"));
        UserIdentity identity = new UserIdentity(sin(1), START);

        assertTrue(store.addIdentity("u1", identity));
        assertFalse(store.addIdentity("u1", new UserIdentity(sin(1), START.minusSeconds(1))));
        assertFalse(store.addIdentity("u2", identity));
        assertFalse(store.removeIdentity("u2", sin(1)));
        assertEquals(List.of(identity), store.identities("u1"));
        assertEquals(List.of(), store.identities("u2"));

        assertTrue(store.removeIdentity("u1", sin(1)));
        assertFalse(store.removeIdentity("u1", sin(1)));
        assertEquals(Optional.empty(), store.userOf(sin(1)));
        assertTrue(store.addIdentity("u2", identity));
        assertEquals(Optional.of(user("u2")), store.userOf(sin(1)));
    }

    @Test
    void aUserCanBeChanged() throws Exception {
        DirectoryStore one = node();
        DirectoryStore other = node();
        fill(one, List.of("p1"), List.of("u1", "u2"));
        assertTrue(one.addIdentity("u1", new UserIdentity(sin(1), START)));
        User changed = new User("u1", "new", FIRST, false, Optional.of("p1"));

        assertFalse(one.changeUser(new User("u1", "u2", FIRST, true, Optional.empty())));
        assertTrue(one.changeUser(user("u1")), "nothing new");
        assertTrue(one.changeUser(changed));

        assertEquals(Optional.of(changed), other.user("u1"));
        assertEquals(Optional.of(changed), other.userOf(sin(1)));
        assertEquals(List.of(changed), other.users(Optional.of("new"), 9));
        assertEquals(List.of(), other.users(Optional.of("u1"), 9));
        assertTrue(other.addUser(new User("u3", "u1", FIRST, true, Optional.empty()), List.of()), "the name is free");
    }

    @Test
    void theWaitForNewIdentitiesIsKept() throws Exception {
        DirectoryStore one = node();
        fill(one, List.of(), List.of("u1", "u2"));

        assertEquals(Duration.ZERO, one.rotationWait("u1"));
        assertEquals(Duration.ZERO, one.rotationWait("u9"));
        assertTrue(one.setRotationWait("u1", Duration.ofDays(3)));
        assertEquals(Duration.ofDays(3), node().rotationWait("u1"));
        assertTrue(one.changeUser(user("u1")));
        assertEquals(Duration.ofDays(3), one.rotationWait("u1"));
        assertEquals(Duration.ZERO, one.rotationWait("u2"));
        assertThrows(IllegalArgumentException.class, () -> one.setRotationWait("u1", Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> one.setRotationWait("u1", Duration.ofMillis(1500)));
    }

    @Test
    void aUserIsRemovedWithAllThatIsHis() throws Exception {
        DirectoryStore one = node();
        DirectoryStore other = node();
        fill(one, List.of("p1"), List.of("u1", "u2"));
        assertTrue(one.addIdentity("u1", new UserIdentity(sin(1), START)));
        assertTrue(one.setRotationWait("u1", Duration.ofDays(3)));
        assertTrue(one.addGrant(Grant.onProject("u1", "p1", "member")));
        assertTrue(one.addGrant(Grant.onSystem("u1", "admin")));
        assertTrue(credentials().add(credential("c1", "u1", "p1")));
        assertTrue(credentials().add(credential("c2", "u2", "p1")));

        assertTrue(one.removeUser("u1"));

        assertFalse(other.removeUser("u1"));
        assertEquals(Optional.empty(), other.user("u1"));
        assertEquals(Optional.empty(), other.userOf(sin(1)));
        assertEquals(Optional.empty(), credentials().find("c1"));
        assertTrue(credentials().find("c2").isPresent(), "another user's");
        assertTrue(other.addUser(user("u1"), List.of(sin(1))), "id, name and identity are free");
        assertEquals(List.of(), other.grants("u1"));
        assertEquals(Duration.ZERO, other.rotationWait("u1"));
        assertEquals(List.of(), credentials().ofUser("u1"));
    }

    @Test
    void aProjectIsRemovedWithAllThatIsOnIt() throws Exception {
        DirectoryStore one = node();
        DirectoryStore other = node();
        fill(one, List.of("p1", "p2"), List.of("u1"));
        assertTrue(one.changeUser(new User("u1", "u1", FIRST, true, Optional.of("p1"))));
        assertTrue(one.addGrant(Grant.onProject("u1", "p1", "member")));
        assertTrue(one.addGrant(Grant.onProject("u1", "p2", "member")));
        assertTrue(credentials().add(credential("c1", "u1", "p1")));
        assertTrue(credentials().add(credential("c2", "u1", "p2")));

        assertTrue(one.removeProject("p1"));

        assertFalse(other.removeProject("p1"));
        assertEquals(Optional.empty(), other.project("p1"));
        assertEquals(Optional.of(user("u1")), other.user("u1"), "without a default project");
        assertEquals(Optional.empty(), credentials().find("c1"));
        assertTrue(credentials().find("c2").isPresent());
        assertTrue(other.addProject(project("p1")), "id and name are free");
        assertEquals(List.of(Grant.onProject("u1", "p2", "member")), other.grants("u1"));
    }

    @Test
    void aStoreThatIsDownSaysSoInBoundedTime() throws Exception {
        Optional<DirectoryStore> store = down();
        if (store.isEmpty()) {
            return;
        }
        DirectoryStore down = store.get();

        assertTimeoutPreemptively(LIMIT, () -> assertThrows(StoreException.class, () -> down.userOf(sin(1))));
        assertTimeoutPreemptively(
                LIMIT, () -> assertThrows(StoreException.class, () -> down.addUser(user("u1"), List.of(sin(1)))));
        assertTimeoutPreemptively(LIMIT, () -> {
            StoreException failure = assertThrows(StoreException.class, () -> down.removeUser("a secret"));
            assertFalse(String.valueOf(failure.getMessage()).contains("a secret"));
        });
    }

    private DirectoryStore node() throws Exception {
        return node(() -> now);
    }

    private static List<String> ids(List<Project> projects) {
        return projects.stream().map(Project::id).toList();
    }
}
