package org.bitauth.keystone.store;

import static org.bitauth.keystone.store.CloudSample.FIRST;
import static org.bitauth.keystone.store.CloudSample.SECOND;
import static org.bitauth.keystone.store.CloudSample.fill;
import static org.bitauth.keystone.store.CloudSample.project;
import static org.bitauth.keystone.store.CloudSample.sin;
import static org.bitauth.keystone.store.CloudSample.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bitauth.keystone.Assignment;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Role;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DirectoryStore} must keep of roles, and of users whom rules let in. As {@link DirectoryStoreContract}. */
public abstract class GrantContract {
    private static final ScopeRequest SYSTEM = new ScopeRequest.SystemAll();

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
     * Empties the store.
     *
     * @throws Exception if the store cannot be reached
     */
    protected abstract void empty() throws Exception;

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
    void rolesOnAProjectAreFoundByIdAndByName() throws Exception {
        DirectoryStore one = node();
        DirectoryStore other = node();
        fill(one, List.of("p1", "p3"), List.of("u1", "u2"));
        assertTrue(one.addDomain(SECOND));
        assertTrue(one.addProject(new Project("p2", "p1", SECOND)));
        assertTrue(one.addGrant(Grant.onProject("u1", "p1", "reader")));
        assertTrue(one.addGrant(Grant.onProject("u1", "p1", "member")));
        assertTrue(one.addGrant(Grant.onProject("u1", "p2", "admin")));

        Optional<Assignment> first = other.assignment(user("u1"), new ScopeRequest.ProjectById("p1"));

        assertEquals(Optional.of(new Scope.InProject(project("p1"))), first.map(Assignment::scope));
        assertEquals(List.of("member", "reader"), names(first));
        assertEquals(first, byName(other, "p1", DomainReference.ofId("d1")));
        assertEquals(first, byName(other, "p1", DomainReference.ofName("First")));
        assertEquals(List.of("admin"), names(byName(other, "p1", DomainReference.ofId("d2"))));
        assertEquals(List.of("admin"), names(byName(other, "p1", DomainReference.ofName("Second"))));
        assertEquals(Optional.empty(), byName(other, "p1", DomainReference.ofId("First")));
        assertEquals(Optional.empty(), byName(other, "p1", DomainReference.ofName("d1")));
        assertEquals(Optional.empty(), byName(other, "p3", DomainReference.ofId("d1")), "no role there");
        assertEquals(Optional.empty(), other.assignment(user("u1"), new ScopeRequest.ProjectById("p3")));
        assertEquals(Optional.empty(), other.assignment(user("u1"), new ScopeRequest.ProjectById("p9")));
        assertEquals(Optional.empty(), other.assignment(user("u2"), new ScopeRequest.ProjectById("p1")));
    }

    @Test
    void rolesOnADomainAndOnTheSystemAreFound() throws Exception {
        DirectoryStore one = node();
        DirectoryStore other = node();
        fill(one, List.of("p1"), List.of("u1", "u2"));
        assertTrue(one.addGrant(Grant.onDomain("u1", "d1", "admin")));
        assertTrue(one.addGrant(Grant.onSystem("u1", "reader")));

        Optional<Assignment> domain = inDomain(other, "u1", DomainReference.ofId("d1"));

        assertEquals(Optional.of(new Scope.InDomain(FIRST)), domain.map(Assignment::scope));
        assertEquals(List.of("admin"), names(domain));
        assertEquals(domain, inDomain(other, "u1", DomainReference.ofName("First")));
        assertEquals(Optional.empty(), inDomain(other, "u1", DomainReference.ofName("d1")));
        assertEquals(Optional.empty(), inDomain(other, "u2", DomainReference.ofId("d1")));
        assertEquals(
                Optional.of(new Scope.InSystem()),
                other.assignment(user("u1"), SYSTEM).map(Assignment::scope));
        assertEquals(List.of("reader"), names(other.assignment(user("u1"), SYSTEM)));
        assertEquals(Optional.empty(), other.assignment(user("u2"), SYSTEM));
        assertEquals(
                Optional.empty(),
                other.assignment(user("u1"), new ScopeRequest.ProjectById("p1")),
                "a role on the domain is none on its projects");
        assertEquals(Optional.empty(), other.assignment(user("u1"), new ScopeRequest.Unscoped()));
    }

    @Test
    void aRoleHasOneIdEverywhere() throws Exception {
        DirectoryStore one = node();
        fill(one, List.of("p1"), List.of("u1"));
        assertTrue(one.addGrant(Grant.onProject("u1", "p1", "admin")));
        assertTrue(one.addGrant(Grant.onSystem("u1", "admin")));

        Assignment onProject =
                one.assignment(user("u1"), new ScopeRequest.ProjectById("p1")).orElseThrow();
        Assignment onSystem = node().assignment(user("u1"), SYSTEM).orElseThrow();

        assertEquals(onProject.roles(), onSystem.roles());
        assertTrue(onSystem.roles().get(0).id().matches("[0-9a-f]{32}"));
    }

    @Test
    void scopesAreTheOnesWithARoleEachOnce() throws Exception {
        DirectoryStore store = node();
        fill(store, List.of("p1", "p2"), List.of("u1"));
        assertEquals(List.of(), store.scopes(user("u1")));
        for (String role : List.of("member", "reader")) {
            assertTrue(store.addGrant(Grant.onProject("u1", "p1", role)));
            assertTrue(store.addGrant(Grant.onDomain("u1", "d1", role)));
            assertTrue(store.addGrant(Grant.onSystem("u1", role)));
        }

        assertEquals(
                List.of(new Scope.InProject(project("p1")), new Scope.InDomain(FIRST), new Scope.InSystem()),
                node().scopes(user("u1")));
        assertEquals(List.of(), store.scopes(user("u9")));
    }

    @Test
    void aRoleIsGivenAndTakenOnce() throws Exception {
        DirectoryStore one = node();
        DirectoryStore other = node();
        fill(one, List.of("p1"), List.of("u1"));
        List<Grant> grants = List.of(
                Grant.onProject("u1", "p1", "member"),
                Grant.onDomain("u1", "d1", "member"),
                Grant.onSystem("u1", "member"));

        for (Grant grant : grants) {
            assertFalse(one.removeGrant(grant));
            assertTrue(one.addGrant(grant));
            assertFalse(other.addGrant(grant));
        }
        assertEquals(grants, other.grants("u1"));
        for (Grant grant : grants) {
            assertTrue(other.removeGrant(grant));
            assertFalse(one.removeGrant(grant));
        }
        assertEquals(List.of(), one.grants("u1"));
        assertEquals(List.of(), one.scopes(user("u1")));
        assertEquals(Optional.empty(), one.assignment(user("u1"), SYSTEM));
    }

    @Test
    void refusesRolesOfNobodyAndOnNothing() throws Exception {
        DirectoryStore store = node();
        fill(store, List.of("p1"), List.of("u1"));

        assertFalse(store.addGrant(Grant.onProject("u9", "p1", "member")));
        assertFalse(store.addGrant(Grant.onProject("u1", "p9", "member")));
        assertFalse(store.addGrant(Grant.onProject("u1", "d1", "member")));
        assertFalse(store.addGrant(Grant.onDomain("u9", "d1", "member")));
        assertFalse(store.addGrant(Grant.onDomain("u1", "d9", "member")));
        assertFalse(store.addGrant(Grant.onSystem("u9", "member")));

        assertEquals(List.of(), store.grants("u1"));
        assertEquals(List.of(), store.grants("u9"));
    }

    @Test
    void aRuleLetsAUserInWithAProjectOfHisOwn() throws Exception {
        DirectoryStore one = node();
        fill(one, List.of("p1"), List.of());
        User enrolled = new User("u1", "u1", FIRST, true, Optional.of("own"));
        List<Grant> grants = List.of(
                Grant.onProject("u1", "own", "member"),
                Grant.onProject("u1", "p1", "reader"),
                Grant.onSystem("u1", "reader"));

        assertTrue(one.enrol(enrolled, sin(1), Optional.of(project("own")), grants, "rule", 1));

        DirectoryStore other = node();
        assertEquals(Optional.of(enrolled), other.userOf(sin(1)));
        assertEquals(Optional.of(project("own")), other.project("own"));
        assertEquals(grants, other.grants("u1"));
    }

    @Test
    void aRuleLetsInNoMoreThanItAllows() throws Exception {
        DirectoryStore store = node();
        fill(store, List.of(), List.of());

        assertTrue(enrol(store, 1, "rule", 2));
        assertTrue(store.removeUser("u1"));
        assertTrue(enrol(node(), 1, "rule", 2), "who was removed may come again, and counts again");
        assertFalse(enrol(store, 2, "rule", 2));
        assertFalse(enrol(store, 2, "none", 0));
        assertTrue(enrol(store, 2, "Rule", 1), "each rule counts for itself");
        assertTrue(enrol(store, 3, "rule", 3), "a rule that allows more now");
        assertEquals(
                List.of("u1", "u2", "u3"),
                store.users(Optional.empty(), 9).stream().map(User::id).toList());
    }

    @Test
    void whoIsNotLetInLeavesNothingBehindAndDoesNotCount() throws Exception {
        DirectoryStore store = node();
        fill(store, List.of("p1"), List.of("u1"));
        assertTrue(store.addIdentity("u1", new DirectoryStore.UserIdentity(sin(1), Instant.EPOCH)));
        Optional<Project> own = Optional.of(project("own"));
        List<Grant> none = List.of();
        User user = user("new");

        assertFalse(store.enrol(user("u1"), sin(9), own, none, "rule", 1), "id and name are taken");
        assertFalse(store.enrol(user, sin(1), own, none, "rule", 1), "the identity is taken");
        assertFalse(store.enrol(user, sin(9), Optional.of(project("p1")), none, "rule", 1), "the project is there");
        assertFalse(store.enrol(user, sin(9), own, List.of(Grant.onProject("new", "p9", "member")), "rule", 1));
        assertFalse(store.enrol(new User("new", "new", FIRST, true, Optional.of("p9")), sin(9), own, none, "rule", 1));
        assertFalse(store.enrol(new User("new", "new", SECOND, true, Optional.empty()), sin(9), own, none, "rule", 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> store.enrol(user, sin(9), own, List.of(Grant.onSystem("u1", "admin")), "rule", 1));

        assertEquals(List.of(user("u1")), store.users(Optional.empty(), 9));
        assertEquals(List.of(project("p1")), store.projects(Optional.empty(), Optional.empty(), 9));
        assertEquals(Optional.empty(), store.userOf(sin(9)));
        assertEquals(List.of(), store.grants("new"));
        assertTrue(store.enrol(user, sin(9), own, none, "rule", 1), "nothing was counted");
    }

    private static boolean enrol(DirectoryStore store, int number, String rule, int most) {
        return store.enrol(user("u" + number), sin(number), Optional.empty(), List.of(), rule, most);
    }

    private DirectoryStore node() throws Exception {
        return node(InstantSource.system());
    }

    private static Optional<Assignment> byName(DirectoryStore store, String name, DomainReference domain) {
        return store.assignment(user("u1"), new ScopeRequest.ProjectByName(name, domain));
    }

    private static Optional<Assignment> inDomain(DirectoryStore store, String userId, DomainReference domain) {
        return store.assignment(user(userId), new ScopeRequest.DomainByReference(domain));
    }

    private static List<String> names(Optional<Assignment> assignment) {
        return assignment.orElseThrow().roles().stream().map(Role::name).toList();
    }
}
