package org.bitauth.keystone.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.bitauth.Sin;
import org.bitauth.jdbc.ShortTransactions;
import org.bitauth.jdbc.Transaction;
import org.bitauth.keystone.Assignment;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.User;

/**
 * A directory in a database that all nodes share: PostgreSQL, or H2, with the tables that {@link Migrations} makes. Each
 * method is one transaction, those that read one query. Holds nothing in memory, so a change counts at once on every node.
 * Identities that come with their user count from the beginning.
 *
 * <p>Ids have at most 64 characters and names 255; longer ones are refused with {@link org.bitauth.MalformedException}
 * where they would be written. The database must be the primary, and not lose what it acknowledged: see {@link H2File}.
 * Immutable and thread-safe.
 */
public final class JdbcDirectory implements DirectoryStore {
    private static final String ADD_DOMAIN = "INSERT INTO bitauth_domain (domain_id, domain_name) VALUES (?, ?)";
    private static final String ADD_PROJECT =
            "INSERT INTO bitauth_project (project_id, project_name, domain_id) VALUES (?, ?, ?)";
    private static final String ADD_USER = "INSERT INTO bitauth_user"
            + " (user_id, user_name, domain_id, enabled, default_project_id) VALUES (?, ?, ?, ?, ?)";
    private static final String CHANGE_USER =
            "UPDATE bitauth_user SET user_name = ?, enabled = ?, default_project_id = ?"
                    + " WHERE user_id = ? AND domain_id = ?";
    private static final String ADD_IDENTITY =
            "INSERT INTO bitauth_identity (sin, user_id, from_second) VALUES (?, ?, ?)";
    private static final String REMOVE_IDENTITY = "DELETE FROM bitauth_identity WHERE sin = ? AND user_id = ?";
    private static final String SET_WAIT = "UPDATE bitauth_user SET rotation_wait_seconds = ? WHERE user_id = ?";
    private static final String COUNT =
            "UPDATE bitauth_mapping_rule SET used = used + 1 WHERE rule_name = ? AND used < ?";
    private static final String ADD_RULE = "INSERT INTO bitauth_mapping_rule (rule_name, used) VALUES (?, 0)";

    private final ShortTransactions transactions;
    private final DirectoryQueries queries;

    /**
     * A directory. Does not connect yet.
     *
     * @param dataSource connections to the database, best from a pool; not one that joins the embedder's transactions
     * @param clock what tells which identities count
     */
    public JdbcDirectory(DataSource dataSource, InstantSource clock) {
        transactions = new ShortTransactions(dataSource, "directory store");
        queries = new DirectoryQueries(transactions, clock);
    }

    @Override
    public Optional<User> userOf(Sin sin) {
        return queries.userOf(sin);
    }

    @Override
    public Optional<User> user(String id) {
        return queries.user(id);
    }

    @Override
    public Optional<Assignment> assignment(User user, ScopeRequest scope) {
        return queries.assignment(user, scope);
    }

    @Override
    public List<Scope> scopes(User user) {
        return queries.scopes(user);
    }

    @Override
    public Optional<Project> project(String id) {
        return queries.project(id);
    }

    @Override
    public Optional<Domain> domain(String id) {
        return queries.domain(id);
    }

    @Override
    public List<Project> projects(Optional<String> name, Optional<String> domainId, int most) {
        return queries.projects(name, domainId, most);
    }

    @Override
    public List<Domain> domains(Optional<String> name, int most) {
        return queries.domains(name, most);
    }

    @Override
    public List<User> users(Optional<String> name, int most) {
        return queries.users(name, most);
    }

    @Override
    public List<UserIdentity> identities(String userId) {
        return queries.identities(userId);
    }

    @Override
    public Duration rotationWait(String userId) {
        return queries.rotationWait(userId);
    }

    @Override
    public List<Grant> grants(String userId) {
        return queries.grants(userId);
    }

    @Override
    public boolean addDomain(Domain domain) {
        String id = StoredText.id(domain.id());
        String name = StoredText.name(domain.name());
        return transactions.attempt(transaction -> transaction.insertIfAbsent(ADD_DOMAIN, id, name));
    }

    @Override
    public boolean addProject(Project project) {
        check(project);
        return transactions.attempt(transaction -> add(transaction, project));
    }

    @Override
    public boolean removeProject(String id) {
        return remove("bitauth_project", "project_id", id);
    }

    @Override
    public boolean addUser(User user, List<Sin> sins) {
        check(user);
        return transactions.attempt(transaction -> add(transaction, user, sins));
    }

    @Override
    public boolean changeUser(User user) {
        check(user);
        return transactions.attempt(transaction -> holdDefaultProject(transaction, user)
                && transaction.update(
                                CHANGE_USER,
                                user.name(),
                                user.enabled(),
                                user.defaultProjectId().orElse(null),
                                user.id(),
                                user.domain().id())
                        == 1);
    }

    @Override
    public boolean removeUser(String id) {
        return remove("bitauth_user", "user_id", id);
    }

    @Override
    public boolean addIdentity(String userId, UserIdentity identity) {
        long from = DirectoryRules.wholeSecond(identity.from()).getEpochSecond();
        return StoredText.canBeThere(userId)
                && transactions.attempt(transaction -> holdUser(transaction, userId)
                        && transaction.insertIfAbsent(
                                ADD_IDENTITY, identity.sin().value(), userId, from));
    }

    @Override
    public boolean removeIdentity(String userId, Sin sin) {
        return update(REMOVE_IDENTITY, sin.value(), userId);
    }

    @Override
    public boolean setRotationWait(String userId, Duration wait) {
        return update(SET_WAIT, DirectoryRules.wait(wait).toSeconds(), userId);
    }

    @Override
    public boolean addGrant(Grant grant) {
        return canBeThere(grant) && transactions.attempt(transaction -> add(transaction, grant));
    }

    @Override
    public boolean removeGrant(Grant grant) {
        return switch (grant.on()) {
            case PROJECT ->
                update(
                        "DELETE FROM bitauth_project_grant WHERE user_id = ? AND project_id = ? AND role_name = ?",
                        grant.userId(),
                        grant.targetId(),
                        grant.role());
            case DOMAIN ->
                update(
                        "DELETE FROM bitauth_domain_grant WHERE user_id = ? AND domain_id = ? AND role_name = ?",
                        grant.userId(),
                        grant.targetId(),
                        grant.role());
            case SYSTEM ->
                update(
                        "DELETE FROM bitauth_system_grant WHERE user_id = ? AND role_name = ?",
                        grant.userId(),
                        grant.role());
        };
    }

    @Override
    public boolean enrol(User user, Sin sin, Optional<Project> project, List<Grant> grants, String rule, int most) {
        check(user);
        project.ifPresent(JdbcDirectory::check);
        DirectoryRules.requireOf(user.id(), grants);
        String ruleName = StoredText.name(rule);
        List<Grant> roles = grants.stream().distinct().toList();
        return roles.stream().allMatch(JdbcDirectory::canBeThere)
                && transactions.attempt(transaction -> count(transaction, ruleName, most)
                        && (project.isEmpty() || add(transaction, project.get()))
                        && add(transaction, user, List.of(sin))
                        && addAll(transaction, roles));
    }

    /** The row of the rule stays locked until the user is there or not: two nodes never let in more than the rule allows. */
    private static boolean count(Transaction transaction, String rule, int most) throws SQLException {
        if (transaction.update(COUNT, rule, most) == 1) {
            return true;
        }
        transaction.insertIfAbsent(ADD_RULE, rule);
        return transaction.update(COUNT, rule, most) == 1;
    }

    private static boolean add(Transaction transaction, Project project) throws SQLException {
        return transaction.insertIfAbsent(
                ADD_PROJECT, project.id(), project.name(), project.domain().id());
    }

    private static boolean add(Transaction transaction, User user, List<Sin> sins) throws SQLException {
        boolean added = holdDefaultProject(transaction, user)
                && transaction.insertIfAbsent(
                        ADD_USER,
                        user.id(),
                        user.name(),
                        user.domain().id(),
                        user.enabled(),
                        user.defaultProjectId().orElse(null));
        for (Sin sin : sins) {
            added = added
                    && transaction.insertIfAbsent(
                            ADD_IDENTITY, sin.value(), user.id(), DirectoryRules.ALWAYS.getEpochSecond());
        }
        return added;
    }

    private static boolean addAll(Transaction transaction, List<Grant> grants) throws SQLException {
        for (Grant grant : grants) {
            if (!add(transaction, grant)) {
                return false;
            }
        }
        return true;
    }

    private static boolean add(Transaction transaction, Grant grant) throws SQLException {
        return switch (grant.on()) {
            case PROJECT ->
                holdProject(transaction, grant.targetId())
                        && holdUser(transaction, grant.userId())
                        && transaction.insertIfAbsent(
                                "INSERT INTO bitauth_project_grant (user_id, project_id, role_name) VALUES (?, ?, ?)",
                                grant.userId(),
                                grant.targetId(),
                                grant.role());
            case DOMAIN ->
                holdUser(transaction, grant.userId())
                        && transaction.insertIfAbsent(
                                "INSERT INTO bitauth_domain_grant (user_id, domain_id, role_name) VALUES (?, ?, ?)",
                                grant.userId(),
                                grant.targetId(),
                                grant.role());
            case SYSTEM ->
                holdUser(transaction, grant.userId())
                        && transaction.insertIfAbsent(
                                "INSERT INTO bitauth_system_grant (user_id, role_name) VALUES (?, ?)",
                                grant.userId(),
                                grant.role());
        };
    }

    // Projects are held before users, as a project's removal takes them: nobody waits for somebody who waits for him.

    private static boolean holdDefaultProject(Transaction transaction, User user) throws SQLException {
        return user.defaultProjectId().isEmpty()
                || holdProject(transaction, user.defaultProjectId().get());
    }

    private static boolean holdProject(Transaction transaction, String id) throws SQLException {
        return transaction.holdRow("SELECT project_id FROM bitauth_project WHERE project_id = ?", id);
    }

    private static boolean holdUser(Transaction transaction, String id) throws SQLException {
        return transaction.holdRow("SELECT user_id FROM bitauth_user WHERE user_id = ?", id);
    }

    /** First waits for those who add rows that refer to it: the deletion then sees and takes them along, in H2 too. */
    private boolean remove(String table, String column, String id) {
        String rows = " FROM " + table + " WHERE " + column + " = ?";
        return StoredText.canBeThere(id)
                && transactions.attempt(transaction -> transaction
                                .first("SELECT " + column + rows + " FOR UPDATE", row -> true, id)
                                .isPresent()
                        && transaction.update("DELETE" + rows, id) == 1);
    }

    private boolean update(String sql, Object... values) {
        for (Object value : values) {
            if (!StoredText.canBeThere(value)) {
                return false;
            }
        }
        return transactions.one(transaction -> transaction.update(sql, values)) == 1;
    }

    private static boolean canBeThere(Grant grant) {
        return StoredText.canBeThere(grant.userId()) && StoredText.canBeThere(grant.targetId());
    }

    private static void check(Project project) {
        StoredText.id(project.id());
        StoredText.name(project.name());
        StoredText.id(project.domain().id());
    }

    private static void check(User user) {
        StoredText.id(user.id());
        StoredText.name(user.name());
        StoredText.id(user.domain().id());
        user.defaultProjectId().ifPresent(StoredText::id);
    }
}
