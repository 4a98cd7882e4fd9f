package org.bitauth.keystone;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bitauth.Sin;
import org.bitauth.keystone.store.InMemoryDirectory;

/**
 * The users of {@link DemoCloud}, who can lose things while the bridge runs. Beside the roles on projects, root has the
 * role admin on the domain and on the system. Beside the users' own domain there is another one with a project.
 */
public final class DemoDirectory implements Directory, IdentityReader, ApplicationCredentials {
    public static final String CREDENTIAL_ID = "ac-svc";
    public static final String CREDENTIAL_SECRET = "a secret that was made at random";

    static final Domain DEFAULT = new Domain("default", "Default");
    static final Domain FAR = new Domain("far", "F\u00e4r & \"wide\"");
    static final List<Project> PROJECTS = List.of(
            new Project("p-demo", "demo", DEFAULT),
            new Project("p-far", "demo", FAR),
            new Project("p-other", "other", DEFAULT));

    private static final SecretHash HASH = SecretHash.of(CREDENTIAL_SECRET);

    private final InMemoryDirectory base = InMemoryDirectory.builder()
            .project(PROJECTS.get(0))
            .project(PROJECTS.get(2))
            .user(user("alice", true, Optional.of("p-demo")), List.of(DemoCloud.ALICE.sin()))
            .user(user("bob", true, Optional.empty()), List.of(DemoCloud.BOB.sin()))
            .user(user("carol", false, Optional.of("p-demo")), List.of(DemoCloud.CAROL.sin()))
            .user(user("svc", true, Optional.of("p-demo")), List.of(DemoCloud.SVC.sin()))
            .user(user("root", true, Optional.of("p-demo")), List.of(DemoCloud.ROOT.sin()))
            .role("u-alice", "p-demo", "member")
            .role("u-carol", "p-demo", "member")
            .role("u-svc", "p-demo", "service")
            .role("u-svc", "p-demo", "member")
            .role("u-svc", "p-other", "service")
            .role("u-root", "p-demo", "admin")
            .applicationCredential(new ApplicationCredential(
                    CREDENTIAL_ID, "robot", "u-svc", "p-demo", List.of("service", "admin"), HASH))
            .build();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /** Takes away a user, a project, a credential, or with {@code roles of <user id>} all roles of a user. */
    public void remove(String what) {
        gone.add(what);
    }

    public void disable(String userId) {
        disabled.add(userId);
    }

    /** Lets every question fail. */
    public void failWith(RuntimeException exception) {
        failure = Optional.of(exception);
    }

    public void recover() {
        failure = Optional.empty();
    }

    /** How often anything was asked. */
    public int reads() {
        return reads.get();
    }

    @Override
    public Optional<User> userOf(Sin sin) {
        return answer(base.userOf(sin).flatMap(this::today));
    }

    @Override
    public Optional<User> user(String id) {
        return answer(base.user(id).flatMap(this::today));
    }

    @Override
    public Optional<Assignment> assignment(User user, ScopeRequest scope) {
        if (gone.contains("roles of " + user.id())) {
            return answer(Optional.empty());
        }
        if (user.name().equals("root")
                && scope instanceof ScopeRequest.DomainByReference in
                && in.domain().matches(DEFAULT)) {
            return answer(Optional.of(admin(new Scope.InDomain(DEFAULT))));
        }
        if (user.name().equals("root") && scope instanceof ScopeRequest.SystemAll) {
            return answer(Optional.of(admin(new Scope.InSystem())));
        }
        return answer(base.assignment(user, scope)
                .filter(found -> !(found.scope() instanceof Scope.InProject in)
                        || !gone.contains(in.project().id())));
    }

    @Override
    public Optional<ApplicationCredential> find(String id) {
        return answer(base.find(id).filter(credential -> !gone.contains(id)));
    }

    @Override
    public List<Scope> scopes(User user) {
        List<Scope> scopes = new ArrayList<>(base.scopes(user));
        if (user.name().equals("root")) {
            scopes.addAll(List.of(new Scope.InDomain(DEFAULT), new Scope.InSystem()));
        }
        return answer(Optional.of(gone.contains("roles of " + user.id()) ? List.<Scope>of() : scopes))
                .orElseThrow();
    }

    @Override
    public List<ApplicationCredential> ofUser(String userId) {
        return answer(Optional.of(base.ofUser(userId))).orElseThrow();
    }

    @Override
    public boolean add(ApplicationCredential credential) {
        return answer(Optional.of(base.add(credential))).orElseThrow();
    }

    @Override
    public boolean remove(String userId, String id) {
        return answer(Optional.of(base.remove(userId, id))).orElseThrow();
    }

    @Override
    public Optional<Project> project(String id) {
        return answer(projects(Optional.empty(), Optional.empty(), 3).stream()
                .filter(project -> project.id().equals(id))
                .findFirst());
    }

    @Override
    public Optional<Domain> domain(String id) {
        return answer(domains(Optional.empty(), 2).stream()
                .filter(domain -> domain.id().equals(id))
                .findFirst());
    }

    @Override
    public List<Project> projects(Optional<String> name, Optional<String> domainId, int most) {
        return answer(Optional.of(PROJECTS.stream()
                        .filter(project -> !gone.contains(project.id()))
                        .filter(project -> name.map(project.name()::equals).orElse(true))
                        .filter(project ->
                                domainId.map(project.domain().id()::equals).orElse(true))
                        .limit(most)
                        .toList()))
                .orElseThrow();
    }

    @Override
    public List<Domain> domains(Optional<String> name, int most) {
        return answer(Optional.of(Stream.of(DEFAULT, FAR)
                        .filter(domain -> name.map(domain.name()::equals).orElse(true))
                        .limit(most)
                        .toList()))
                .orElseThrow();
    }

    private Optional<User> today(User user) {
        if (gone.contains(user.id())) {
            return Optional.empty();
        }
        boolean enabled = user.enabled() && !disabled.contains(user.id());
        return Optional.of(new User(user.id(), user.name(), user.domain(), enabled, user.defaultProjectId()));
    }

    private <T> Optional<T> answer(Optional<T> answer) {
        reads.incrementAndGet();
        failure.ifPresent(exception -> {
            throw exception;
        });
        return answer;
    }

    private static Assignment admin(Scope scope) {
        return new Assignment(scope, List.of(new Role("r-admin", "admin")));
    }

    private static User user(String name, boolean enabled, Optional<String> defaultProject) {
        return new User("u-" + name, name, DEFAULT, enabled, defaultProject);
    }
}
