package org.bitauth.keystone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Role;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.User;
import org.junit.jupiter.api.Test;

class InMemoryDirectoryTest {
    private static final Domain FIRST = new Domain("d1", "First");
    private static final Domain SECOND = new Domain("d2", "Second");
    private static final User ALICE = new User("u1", "alice", FIRST, true, Optional.empty());
    private static final SecretHash HASH = SecretHash.of("x");

    private final InMemoryDirectory directory = filled().build();

    @Test
    void findsAUserByEachOfHisIdentities() {
        assertThat(directory.userOf(DemoCloud.ALICE.sin())).contains(ALICE);
        assertThat(directory.userOf(DemoCloud.ROOT.sin())).contains(ALICE);
        assertThat(directory.userOf(DemoCloud.STRANGER.sin())).isEmpty();
        assertThat(directory.user("u1")).contains(ALICE);
        assertThat(directory.user("alice")).isEmpty();
    }

    @Test
    void findsDisabledUsersToo() {
        assertThat(directory.userOf(DemoCloud.CAROL.sin())).map(User::enabled).contains(false);
    }

    @Test
    void tellsProjectsOfOneNameApartByTheirDomain() {
        assertThat(project(new ScopeRequest.ProjectByName("demo", DomainReference.ofName("First"))))
                .contains("p1");
        assertThat(project(new ScopeRequest.ProjectByName("demo", DomainReference.ofId("d2"))))
                .contains("p2");
        assertThat(project(new ScopeRequest.ProjectByName("demo", DomainReference.ofId("First"))))
                .isEmpty();
        assertThat(project(new ScopeRequest.ProjectByName("demo", DomainReference.ofName("d1"))))
                .isEmpty();
        assertThat(project(new ScopeRequest.ProjectById("p1"))).contains("p1");
        assertThat(project(new ScopeRequest.ProjectById("demo"))).isEmpty();
    }

    @Test
    void givesNoAssignmentWithoutARole() {
        User carol = directory.user("u2").orElseThrow();

        assertThat(directory.assignment(carol, new ScopeRequest.ProjectById("p1")))
                .isEmpty();
        assertThat(directory.assignment(ALICE, new ScopeRequest.ProjectById("p3")))
                .isEmpty();
    }

    @Test
    void givesNoAssignmentOutsideProjects() {
        assertThat(directory.assignment(ALICE, new ScopeRequest.SystemAll())).isEmpty();
        assertThat(directory.assignment(ALICE, new ScopeRequest.Unscoped())).isEmpty();
        assertThat(directory.assignment(ALICE, new ScopeRequest.DomainByReference(DomainReference.ofId("d1"))))
                .isEmpty();
    }

    @Test
    void givesEachRoleOnceAndUnderTheSameIdAtEveryStart() {
        List<Role> roles = directory
                .assignment(ALICE, new ScopeRequest.ProjectById("p1"))
                .orElseThrow()
                .roles();

        assertThat(roles).extracting(Role::name).containsExactly("member", "reader");
        assertThat(roles).extracting(Role::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(filled().build()
                        .assignment(ALICE, new ScopeRequest.ProjectById("p1"))
                        .orElseThrow()
                        .roles())
                .isEqualTo(roles);
    }

    @Test
    void findsApplicationCredentials() {
        assertThat(directory.find("ac")).map(ApplicationCredential::userId).contains("u1");
        assertThat(directory.find("u1")).isEmpty();
    }

    @Test
    void refusesEntriesThatContradictOthers() {
        refuses(builder -> builder.project(new Project("p1", "new", FIRST)));
        refuses(builder -> builder.project(new Project("p9", "demo", FIRST)));
        refuses(builder -> builder.user(new User("u1", "new", FIRST, true, Optional.empty()), List.of()));
        refuses(builder ->
                builder.user(new User("u9", "new", FIRST, true, Optional.empty()), List.of(DemoCloud.ALICE.sin())));
        refuses(builder -> builder.user(
                new User("u9", "new", FIRST, true, Optional.empty()),
                List.of(DemoCloud.SVC.sin(), DemoCloud.SVC.sin())));
        refuses(builder -> builder.user(new User("u8", "carol", FIRST, true, Optional.empty()), List.of()));
        refuses(builder -> builder.user(new User("u8", "dave", FIRST, true, Optional.of("p9")), List.of())
                .build());
        refuses(builder -> builder.role("u9", "p1", "member"));
        refuses(builder -> builder.role("u1", "p9", "member"));
        refuses(builder -> builder.applicationCredential(credential("ac", "u1", "p1")));
        refuses(builder -> builder.applicationCredential(credential("ac2", "u9", "p1")));
        refuses(builder -> builder.applicationCredential(credential("ac2", "u1", "p9")));
    }

    @Test
    void isNotChangedByItsBuilderAfterwards() {
        InMemoryDirectory.Builder builder = filled();
        InMemoryDirectory built = builder.build();

        builder.role("u1", "p1", "admin").role("u1", "p3", "admin").role("u2", "p1", "admin");

        assertThat(built.assignment(ALICE, new ScopeRequest.ProjectById("p1"))
                        .orElseThrow()
                        .roles())
                .extracting(Role::name)
                .containsExactly("member", "reader");
        assertThat(built.assignment(ALICE, new ScopeRequest.ProjectById("p3"))).isEmpty();
    }

    private Optional<String> project(ScopeRequest scope) {
        return directory
                .assignment(ALICE, scope)
                .map(found -> ((Scope.InProject) found.scope()).project().id());
    }

    private static void refuses(Consumer<InMemoryDirectory.Builder> entry) {
        InMemoryDirectory.Builder builder = filled();
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> entry.accept(builder));
    }

    private static ApplicationCredential credential(String id, String user, String project) {
        return new ApplicationCredential(id, "robot", user, project, List.of("member"), HASH);
    }

    private static InMemoryDirectory.Builder filled() {
        return InMemoryDirectory.builder()
                .project(new Project("p1", "demo", FIRST))
                .project(new Project("p2", "demo", SECOND))
                .project(new Project("p3", "other", FIRST))
                .user(ALICE, List.of(DemoCloud.ALICE.sin(), DemoCloud.ROOT.sin()))
                .user(new User("u2", "carol", FIRST, false, Optional.empty()), List.of(DemoCloud.CAROL.sin()))
                .role("u1", "p1", "member")
                .role("u1", "p1", "reader")
                .role("u1", "p1", "member")
                .role("u1", "p2", "member")
                .applicationCredential(credential("ac", "u1", "p1"));
    }
}
