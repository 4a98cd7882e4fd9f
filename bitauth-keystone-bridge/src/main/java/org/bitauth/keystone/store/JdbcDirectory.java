package org.bitauth.keystone.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.bitauth.Sin;
import org.bitauth.jdbc.ShortTransactions;
import org.bitauth.keystone.Assignment;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.User;
import org.bitauth.keystone.store.DirectoryRows.ScopedRole;

/**
 * Users, projects and roles in a database that all nodes share, PostgreSQL or H2. Each question is one indexed query, and
 * nothing is held in memory, so a change counts at every node at once. Thread-safe.
 */
public final class JdbcDirectory implements DirectoryStore {
    private static final String USER_OF = DirectoryRows.USER
            + " JOIN bitauth_identity i ON i.user_id = u.user_id WHERE i.sin = ? AND i.from_second <= ?";
    private static final String ROLES =
            "SELECT g.role_name, p.project_id, p.project_name, pd.domain_id, pd.domain_name,"
                    + " d.domain_id, d.domain_name FROM bitauth_grant g"
                    + " LEFT JOIN bitauth_project p ON p.project_id = g.project_id"
                    + " LEFT JOIN bitauth_domain pd ON pd.domain_id = p.domain_id"
                    + " LEFT JOIN bitauth_domain d ON d.domain_id = g.domain_id WHERE g.user_id = ?";
    private static final String GRANTS = "SELECT user_id, target, role_name, project_id, domain_id FROM bitauth_grant"
            + " WHERE user_id = ? ORDER BY target, role_name";

    private final ShortTransactions transactions;
    private final DirectoryChanges changes;
    private final InstantSource clock;

    /**
     * A directory. The tables are those of {@link Schema}.
     *
     * @param dataSource connections to the database
     * @param clock what tells whether an identity counts already
     */
    public JdbcDirectory(DataSource dataSource, InstantSource clock) {
        transactions = new ShortTransactions(dataSource, "directory");
        changes = new DirectoryChanges(transactions);
        this.clock = clock;
    }

    @Override
    public Optional<User> userOf(Sin sin) {
        return transactions.first(
                USER_OF, DirectoryRows::user, sin.value(), clock.instant().getEpochSecond());
    }

    @Override
    public Optional<User> user(String id) {
        return transactions.first(DirectoryRows.USER + " WHERE u.user_id = ?", DirectoryRows::user, id);
    }

    @Override
    public Optional<Assignment> assignment(User user, ScopeRequest scope) {
        List<ScopedRole> roles;
        if (scope instanceof ScopeRequest.ProjectById byId) {
            roles = roles(" AND g.project_id = ?", user.id(), byId.id());
        } else if (scope instanceof ScopeRequest.ProjectByName byName) {
            roles = roles(
                    " AND p.project_name = ? AND " + column("pd", byName.domain()) + " = ?",
                    user.id(),
                    byName.name(),
                    byName.domain().text());
        } else if (scope instanceof ScopeRequest.DomainByReference byReference) {
            roles = roles(
                    " AND " + column("d", byReference.domain()) + " = ?",
                    user.id(),
                    byReference.domain().text());
        } else if (scope instanceof ScopeRequest.SystemAll) {
            roles = roles(" AND g.target = 'S'", user.id());
        } else {
            roles = List.of();
        }
        return roles.isEmpty()
                ? Optional.empty()
                : Optional.of(new Assignment(
                        roles.get(0).scope(),
                        roles.stream().map(ScopedRole::role).toList()));
    }

    @Override
    public List<Scope> scopes(User user) {
        return roles("", user.id()).stream().map(ScopedRole::scope).distinct().toList();
    }

    @Override
    public Optional<Project> project(String id) {
        return transactions.first(DirectoryRows.PROJECT + " WHERE p.project_id = ?", DirectoryRows::project, id);
    }

    @Override
    public Optional<Domain> domain(String id) {
        return transactions.first(DirectoryRows.DOMAIN + " WHERE d.domain_id = ?", DirectoryRows::domain, id);
    }

    @Override
    public List<Project> projects(Optional<String> name, Optional<String> domainId, int most) {
        Filter filter = new Filter(most);
        name.ifPresent(value -> filter.and("p.project_name", value));
        domainId.ifPresent(value -> filter.and("p.domain_id", value));
        return transactions.all(
                DirectoryRows.PROJECT + filter.where() + " ORDER BY p.project_id LIMIT ?",
                DirectoryRows::project,
                filter.values());
    }

    @Override
    public List<Domain> domains(Optional<String> name, int most) {
        Filter filter = new Filter(most);
        name.ifPresent(value -> filter.and("d.domain_name", value));
        return transactions.all(
                DirectoryRows.DOMAIN + filter.where() + " ORDER BY d.domain_id LIMIT ?",
                DirectoryRows::domain,
                filter.values());
    }

    @Override
    public List<User> users(Optional<String> name, int most) {
        Filter filter = new Filter(most);
        name.ifPresent(value -> filter.and("u.user_name", value));
        return transactions.all(
                DirectoryRows.USER + filter.where() + " ORDER BY u.user_id LIMIT ?",
                DirectoryRows::user,
                filter.values());
    }

    @Override
    public List<UserIdentity> identities(String userId) {
        return transactions.all(
                "SELECT sin, from_second FROM bitauth_identity WHERE user_id = ? ORDER BY sin",
                DirectoryRows::identity,
                userId);
    }

    @Override
    public List<Grant> grants(String userId) {
        return transactions.all(GRANTS, DirectoryRows::grant, userId);
    }

    @Override
    public Duration rotationWait(String userId) {
        OptionalLong seconds = transactions.number("SELECT rotation_wait FROM bitauth_user WHERE user_id = ?", userId);
        return Duration.ofSeconds(seconds.orElse(0));
    }

    @Override
    public boolean addDomain(Domain domain) {
        return changes.addDomain(domain);
    }

    @Override
    public boolean addProject(Project project) {
        return changes.addProject(project);
    }

    @Override
    public boolean removeProject(String id) {
        return changes.removeProject(id);
    }

    @Override
    public boolean addUser(User user, List<Sin> sins) {
        return changes.addUser(user, sins);
    }

    @Override
    public boolean changeUser(User user) {
        return changes.changeUser(user);
    }

    @Override
    public boolean removeUser(String id) {
        return changes.removeUser(id);
    }

    @Override
    public boolean addIdentity(String userId, UserIdentity identity) {
        return changes.addIdentity(userId, identity);
    }

    @Override
    public boolean removeIdentity(String userId, Sin sin) {
        return changes.removeIdentity(userId, sin);
    }

    @Override
    public boolean setRotationWait(String userId, Duration wait) {
        return changes.setRotationWait(userId, wait);
    }

    @Override
    public boolean addGrant(Grant grant) {
        return changes.addGrant(grant);
    }

    @Override
    public boolean removeGrant(Grant grant) {
        return changes.removeGrant(grant);
    }

    @Override
    public boolean enrol(User user, Sin sin, Optional<Project> project, List<Grant> grants, String rule, int most) {
        return changes.enrol(user, sin, project, grants, rule, most);
    }

    private List<ScopedRole> roles(String more, Object... values) {
        return transactions.all(ROLES + more + " ORDER BY g.target, g.role_name", DirectoryRows::scopedRole, values);
    }

    private static String column(String table, DomainReference domain) {
        return table + (domain.isId() ? ".domain_id" : ".domain_name");
    }
}
