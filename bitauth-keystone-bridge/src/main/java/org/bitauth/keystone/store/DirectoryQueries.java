package org.bitauth.keystone.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitauth.Sin;
import org.bitauth.jdbc.ShortTransactions;
import org.bitauth.jdbc.Transaction.RowReader;
import org.bitauth.keystone.Assignment;
import org.bitauth.keystone.DirectoryStore.UserIdentity;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Role;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.User;

/** What is asked of the tables of a directory: each question is one query, which an index answers. */
final class DirectoryQueries {
    private static final String USER_COLUMNS =
            "SELECT u.user_id, u.user_name, d.domain_id, d.domain_name, u.enabled, u.default_project_id FROM ";
    private static final String USER =
            USER_COLUMNS + "bitauth_user u JOIN bitauth_domain d ON d.domain_id = u.domain_id";
    private static final String USER_OF =
            USER + " JOIN bitauth_identity i ON i.user_id = u.user_id WHERE i.sin = ? AND i.from_second <= ?";
    private static final String PROJECT_COLUMNS = "SELECT p.project_id, p.project_name, d.domain_id, d.domain_name";
    private static final String IN_DOMAIN =
            " FROM bitauth_project p JOIN bitauth_domain d ON d.domain_id = p.domain_id";
    private static final String DOMAIN = "SELECT d.domain_id, d.domain_name FROM bitauth_domain d";
    private static final String IDENTITIES =
            "SELECT sin, from_second FROM bitauth_identity WHERE user_id = ? ORDER BY sin";
    private static final String WAIT = "SELECT rotation_wait_seconds FROM bitauth_user WHERE user_id = ?";
    private static final String GRANTS = "SELECT 0, project_id, role_name FROM bitauth_project_grant WHERE user_id = ?"
            + " UNION ALL SELECT 1, domain_id, role_name FROM bitauth_domain_grant WHERE user_id = ?"
            + " UNION ALL SELECT 2, 'all', role_name FROM bitauth_system_grant WHERE user_id = ? ORDER BY 1, 2, 3";
    private static final String SCOPES = "SELECT DISTINCT 0, p.project_id, p.project_name, d.domain_id, d.domain_name"
            + IN_DOMAIN + " JOIN bitauth_project_grant g ON g.project_id = p.project_id WHERE g.user_id = ?"
            + " UNION ALL SELECT DISTINCT 1, d.domain_id, '', d.domain_id, d.domain_name FROM bitauth_domain d"
            + " JOIN bitauth_domain_grant g ON g.domain_id = d.domain_id WHERE g.user_id = ?"
            + " UNION ALL SELECT DISTINCT 2, 'all', '', '', '' FROM bitauth_system_grant WHERE user_id = ? ORDER BY 1, 2";
    private static final String PROJECT_ROLES = PROJECT_COLUMNS + ", g.role_name" + IN_DOMAIN
            + " JOIN bitauth_project_grant g ON g.project_id = p.project_id WHERE g.user_id = ?";
    private static final String DOMAIN_ROLES = "SELECT d.domain_id, d.domain_name, g.role_name FROM bitauth_domain d"
            + " JOIN bitauth_domain_grant g ON g.domain_id = d.domain_id WHERE g.user_id = ?";
    private static final String SYSTEM_ROLES = "SELECT role_name FROM bitauth_system_grant WHERE user_id = ?";
    private static final String BY_ROLE = " ORDER BY role_name";

    private final ShortTransactions transactions;
    private final InstantSource clock;

    DirectoryQueries(ShortTransactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Granted(Scope scope, String role) {}

    Optional<User> userOf(Sin sin) {
        return first(
                USER_OF, DirectoryQueries::user, sin.value(), clock.instant().getEpochSecond());
    }

    Optional<User> user(String id) {
        return first(USER + " WHERE u.user_id = ?", DirectoryQueries::user, id);
    }

    Optional<Assignment> assignment(User user, ScopeRequest scope) {
        List<Granted> granted = granted(user.id(), scope);
        return granted.isEmpty()
                ? Optional.empty()
                : Optional.of(new Assignment(
                        granted.get(0).scope(),
                        granted.stream().map(row -> Role.named(row.role())).toList()));
    }

    List<Scope> scopes(User user) {
        return rows(
                SCOPES,
                row -> switch (row.getInt(1)) {
                    case 0 -> new Scope.InProject(project(row, 2));
                    case 1 -> new Scope.InDomain(domain(row, 4));
                    default -> new Scope.InSystem();
                },
                user.id(),
                user.id(),
                user.id());
    }

    Optional<Project> project(String id) {
        return first(PROJECT_COLUMNS + IN_DOMAIN + " WHERE p.project_id = ?", row -> project(row, 1), id);
    }

    Optional<Domain> domain(String id) {
        return first(DOMAIN + " WHERE d.domain_id = ?", row -> domain(row, 1), id);
    }

    List<Project> projects(Optional<String> name, Optional<String> domainId, int most) {
        List<String> rules = new ArrayList<>();
        name.ifPresent(value -> rules.add("project_name = ?"));
        domainId.ifPresent(value -> rules.add("domain_id = ?"));
        String where = rules.isEmpty() ? "" : " WHERE " + String.join(" AND ", rules);
        return rows(
                PROJECT_COLUMNS + " FROM " + first("bitauth_project", where, "project_id") + " p"
                        + " JOIN bitauth_domain d ON d.domain_id = p.domain_id ORDER BY p.project_id",
                row -> project(row, 1),
                Stream.of(name, domainId, Optional.of(DirectoryRules.most(most)))
                        .flatMap(Optional::stream)
                        .toArray());
    }

    List<Domain> domains(Optional<String> name, int most) {
        return rows(
                DOMAIN + (name.isPresent() ? " WHERE d.domain_name = ?" : "") + " ORDER BY d.domain_id LIMIT ?",
                row -> domain(row, 1),
                Stream.of(name, Optional.of(DirectoryRules.most(most)))
                        .flatMap(Optional::stream)
                        .toArray());
    }

    List<User> users(Optional<String> name, int most) {
        String where = name.isPresent() ? " WHERE user_name = ?" : "";
        return rows(
                USER_COLUMNS + first("bitauth_user", where, "user_id") + " u"
                        + " JOIN bitauth_domain d ON d.domain_id = u.domain_id ORDER BY u.user_id",
                DirectoryQueries::user,
                Stream.of(name, Optional.of(DirectoryRules.most(most)))
                        .flatMap(Optional::stream)
                        .toArray());
    }

    List<UserIdentity> identities(String userId) {
        return rows(
                IDENTITIES,
                row -> new UserIdentity(new Sin(row.getString(1)), Instant.ofEpochSecond(row.getLong(2))),
                userId);
    }

    Duration rotationWait(String userId) {
        return first(WAIT, row -> Duration.ofSeconds(row.getLong(1)), userId).orElse(Duration.ZERO);
    }

    List<Grant> grants(String userId) {
        return rows(
                GRANTS,
                row -> switch (row.getInt(1)) {
                    case 0 -> Grant.onProject(userId, row.getString(2), row.getString(3));
                    case 1 -> Grant.onDomain(userId, row.getString(2), row.getString(3));
                    default -> Grant.onSystem(userId, row.getString(3));
                },
                userId,
                userId,
                userId);
    }

    /** Taken before they are joined: H2 would begin with the domains, and read all rows of each. */
    private static String first(String table, String where, String order) {
        return "(SELECT * FROM " + table + where + " ORDER BY " + order + " LIMIT ?)";
    }

    private List<Granted> granted(String userId, ScopeRequest scope) {
        if (scope instanceof ScopeRequest.ProjectById byId) {
            return inProject(PROJECT_ROLES + " AND p.project_id = ?", userId, byId.id());
        }
        if (scope instanceof ScopeRequest.ProjectByName byName) {
            String in = byName.domain().isId() ? " AND p.domain_id = ?" : " AND d.domain_name = ?";
            return inProject(
                    PROJECT_ROLES + " AND p.project_name = ?" + in,
                    userId,
                    byName.name(),
                    byName.domain().text());
        }
        if (scope instanceof ScopeRequest.DomainByReference in) {
            return rows(
                    DOMAIN_ROLES + (in.domain().isId() ? " AND d.domain_id = ?" : " AND d.domain_name = ?") + BY_ROLE,
                    row -> new Granted(new Scope.InDomain(domain(row, 1)), row.getString(3)),
                    userId,
                    in.domain().text());
        }
        return scope instanceof ScopeRequest.SystemAll
                ? rows(SYSTEM_ROLES + BY_ROLE, row -> new Granted(new Scope.InSystem(), row.getString(1)), userId)
                : List.of();
    }

    private List<Granted> inProject(String query, Object... values) {
        return rows(
                query + BY_ROLE, row -> new Granted(new Scope.InProject(project(row, 1)), row.getString(5)), values);
    }

    private <T> Optional<T> first(String query, RowReader<T> reader, Object... values) {
        return Stream.of(values).allMatch(StoredText::canBeThere)
                ? transactions.one(transaction -> transaction.first(query, reader, values))
                : Optional.empty();
    }

    private <T> List<T> rows(String query, RowReader<T> reader, Object... values) {
        return Stream.of(values).allMatch(StoredText::canBeThere)
                ? transactions.one(transaction -> transaction.rows(query, reader, values))
                : List.of();
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString(1),
                row.getString(2),
                domain(row, 3),
                row.getBoolean(5),
                Optional.ofNullable(row.getString(6)));
    }

    private static Project project(ResultSet row, int column) throws SQLException {
        return new Project(row.getString(column), row.getString(column + 1), domain(row, column + 2));
    }

    private static Domain domain(ResultSet row, int column) throws SQLException {
        return new Domain(row.getString(column), row.getString(column + 1));
    }
}
