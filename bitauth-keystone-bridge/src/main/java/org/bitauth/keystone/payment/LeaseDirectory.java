package org.bitauth.keystone.payment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.keystone.Assignment;
import org.bitauth.keystone.Directory;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.IdentityReader;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Role;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.User;

/**
 * A directory in which whoever has paid is a user, with a project of his own. The offers' roles on it hold while their
 * leases are open, and no token lives longer; nothing is written when a lease begins or ends. A user's id is his identity,
 * the id of his project its HASH160 in hexadecimal digits, and both are named by the identity. Identities that the directory
 * below knows stay what they are there: their leases open shells, and no project. Thread-safe.
 *
 * @param <D> the directory below: staff and services
 */
public final class LeaseDirectory<D extends Directory & IdentityReader> implements Directory, IdentityReader {
    private final D below;
    private final Domain domain;
    private final Leases leases;
    private final InstantSource clock;

    /**
     * A directory.
     *
     * @param below staff and services
     * @param domain the domain of those who pay and of their projects; one that the directory below has
     * @param leases who has paid
     * @param clock what tells the time
     */
    public LeaseDirectory(D below, Domain domain, Leases leases, InstantSource clock) {
        this.below = below;
        this.domain = domain;
        this.leases = leases;
        this.clock = clock;
    }

    @Override
    public Optional<User> userOf(Sin sin) {
        return below.userOf(sin).or(() -> customer(sin));
    }

    @Override
    public Optional<User> user(String id) {
        return below.user(id).or(() -> identity(id).flatMap(this::customer));
    }

    @Override
    public Optional<Assignment> assignment(User user, ScopeRequest scope) {
        Optional<Sin> customer = customerOf(user);
        if (customer.isEmpty()) {
            return below.assignment(user, scope);
        }
        Project project = project(customer.get());
        List<Lease> open = isOf(scope, project) ? open(customer.get()) : List.of();
        List<Role> roles = open.stream()
                .flatMap(lease -> lease.roles().stream())
                .distinct()
                .sorted()
                .map(Role::named)
                .toList();
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> end = open.stream()
                .filter(lease -> !lease.roles().isEmpty())
                .flatMap(lease -> lease.openUntil(clock.instant()).stream())
                .min(Comparator.naturalOrder());
        return Optional.of(new Assignment(new Scope.InProject(project), roles, end));
    }

    @Override
    public List<Scope> scopes(User user) {
        Optional<Sin> customer = customerOf(user);
        if (customer.isEmpty()) {
            return below.scopes(user);
        }
        Project project = project(customer.get());
        return assignment(user, new ScopeRequest.ProjectById(project.id())).stream()
                .map(Assignment::scope)
                .toList();
    }

    @Override
    public Optional<Project> project(String id) {
        return below.project(id).or(() -> projectOfCustomer(id));
    }

    @Override
    public Optional<Domain> domain(String id) {
        return below.domain(id);
    }

    @Override
    public List<Project> projects(Optional<String> name, Optional<String> domainId, int most) {
        // Those of customers are found by name only: there may be any number of them.
        Stream<Project> own = name
                .flatMap(LeaseDirectory::identity)
                .filter(sin -> domainId.isEmpty() || domainId.get().equals(domain.id()))
                .filter(sin -> customer(sin).isPresent() && below.userOf(sin).isEmpty())
                .map(this::project)
                .stream();
        return Stream.concat(below.projects(name, domainId, most).stream(), own)
                .sorted(Comparator.comparing(Project::id))
                .limit(most)
                .toList();
    }

    @Override
    public List<Domain> domains(Optional<String> name, int most) {
        return below.domains(name, most);
    }

    /** Empty for a user of the directory below. */
    private Optional<Sin> customerOf(User user) {
        return below.user(user.id()).isPresent() ? Optional.empty() : identity(user.id());
    }

    private Optional<User> customer(Sin sin) {
        return leases.of(sin).isEmpty()
                ? Optional.empty()
                : Optional.of(new User(
                        sin.value(),
                        sin.value(),
                        domain,
                        true,
                        Optional.of(project(sin).id())));
    }

    private List<Lease> open(Sin sin) {
        Instant now = clock.instant();
        return leases.of(sin).stream()
                .filter(lease -> lease.stateAt(now).isOpen())
                .toList();
    }

    private Project project(Sin sin) {
        return new Project(HexFormat.of().formatHex(sin.hash160()), sin.value(), domain);
    }

    private Optional<Project> projectOfCustomer(String id) {
        if (!id.matches("[0-9a-f]{40}")) {
            return Optional.empty();
        }
        Sin sin = Sin.ofHash160(HexFormat.of().parseHex(id));
        return customer(sin).map(user -> project(sin));
    }

    private static boolean isOf(ScopeRequest scope, Project project) {
        if (scope instanceof ScopeRequest.ProjectById byId) {
            return byId.id().equals(project.id());
        }
        return scope instanceof ScopeRequest.ProjectByName byName
                && byName.name().equals(project.name())
                && byName.domain().matches(project.domain());
    }

    private static Optional<Sin> identity(String text) {
        try {
            return Optional.of(new Sin(text));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }
}
