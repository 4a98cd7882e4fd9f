package org.bitauth.keystone.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.jdbc.ShortTransactions;
import org.bitauth.jdbc.Statements;
import org.bitauth.keystone.DirectoryStore.UserIdentity;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.User;

/** What writes the directory's tables, a transaction each. Keys of the tables refuse what is taken or not there. */
final class DirectoryChanges {
    private static final String ADD_USER = "INSERT INTO bitauth_user (user_id, user_name, domain_id, enabled,"
            + " default_project_id, rotation_wait) VALUES (?, ?, ?, ?, ?, 0)";
    private static final String CHANGE_USER = "UPDATE bitauth_user SET user_name = ?, enabled = ?,"
            + " default_project_id = ? WHERE user_id = ? AND domain_id = ?";
    private static final String ADD_IDENTITY =
            "INSERT INTO bitauth_identity (sin, user_id, from_second) VALUES (?, ?, ?)";
    private static final String ADD_GRANT =
            "INSERT INTO bitauth_grant (user_id, target, role_name, project_id, domain_id) VALUES (?, ?, ?, ?, ?)";

    private final ShortTransactions transactions;

    DirectoryChanges(ShortTransactions transactions) {
        this.transactions = transactions;
    }

    boolean addDomain(Domain domain) {
        return transactions.attempt(statements -> statements.putIfAbsent(
                "INSERT INTO bitauth_domain (domain_id, domain_name) VALUES (?, ?)", domain.id(), domain.name()));
    }

    boolean addProject(Project project) {
        return transactions.attempt(statements -> add(statements, project));
    }

    boolean removeProject(String id) {
        return transactions.attempt(statements -> {
            JdbcApplicationCredentials.removeProject(statements, id);
            return statements.update("DELETE FROM bitauth_project WHERE project_id = ?", id) == 1;
        });
    }

    boolean addUser(User user, List<Sin> sins) {
        return transactions.attempt(statements -> {
            boolean added = add(statements, user);
            for (Sin sin : sins) {
                added = added && statements.putIfAbsent(ADD_IDENTITY, sin.value(), user.id(), 0);
            }
            return added;
        });
    }

    boolean changeUser(User user) {
        return transactions.attempt(statements -> statements.update(
                        CHANGE_USER,
                        user.name(),
                        user.enabled(),
                        user.defaultProjectId().orElse(null),
                        user.id(),
                        user.domain().id())
                == 1);
    }

    boolean removeUser(String id) {
        return transactions.attempt(statements -> {
            JdbcApplicationCredentials.removeUser(statements, id);
            return statements.update("DELETE FROM bitauth_user WHERE user_id = ?", id) == 1;
        });
    }

    boolean addIdentity(String userId, UserIdentity identity) {
        return transactions.attempt(statements -> statements.putIfAbsent(
                ADD_IDENTITY, identity.sin().value(), userId, identity.from().getEpochSecond()));
    }

    boolean removeIdentity(String userId, Sin sin) {
        return transactions.update("DELETE FROM bitauth_identity WHERE user_id = ? AND sin = ?", userId, sin.value())
                == 1;
    }

    boolean setRotationWait(String userId, Duration wait) {
        return transactions.update(
                        "UPDATE bitauth_user SET rotation_wait = ? WHERE user_id = ?", wait.toSeconds(), userId)
                == 1;
    }

    boolean addGrant(Grant grant) {
        return transactions.attempt(statements -> add(statements, grant));
    }

    boolean removeGrant(Grant grant) {
        return transactions.update(
                        "DELETE FROM bitauth_grant WHERE user_id = ? AND target = ? AND role_name = ?",
                        grant.userId(),
                        target(grant),
                        grant.role())
                == 1;
    }

    boolean enrol(User user, Sin sin, Optional<Project> project, List<Grant> grants, String rule, int most) {
        return transactions.attempt(statements -> {
            boolean added = Counters.add(statements, "users by rule " + rule, 1, most)
                    && (project.isEmpty() || add(statements, project.get()))
                    && add(statements, user)
                    && statements.putIfAbsent(ADD_IDENTITY, sin.value(), user.id(), 0);
            for (Grant grant : grants) {
                added = added && add(statements, grant);
            }
            return added;
        });
    }

    private static boolean add(Statements statements, Project project) throws SQLException {
        return statements.putIfAbsent(
                "INSERT INTO bitauth_project (project_id, project_name, domain_id) VALUES (?, ?, ?)",
                project.id(),
                project.name(),
                project.domain().id());
    }

    private static boolean add(Statements statements, User user) throws SQLException {
        return statements.putIfAbsent(
                ADD_USER,
                user.id(),
                user.name(),
                user.domain().id(),
                user.enabled(),
                user.defaultProjectId().orElse(null));
    }

    private static boolean add(Statements statements, Grant grant) throws SQLException {
        return statements.putIfAbsent(
                ADD_GRANT,
                grant.userId(),
                target(grant),
                grant.role(),
                grant.on() == Grant.Target.PROJECT ? grant.targetId() : null,
                grant.on() == Grant.Target.DOMAIN ? grant.targetId() : null);
    }

    /** Part of the row's key, which may not be null. */
    private static String target(Grant grant) {
        return switch (grant.on()) {
            case PROJECT -> "P" + grant.targetId();
            case DOMAIN -> "D" + grant.targetId();
            case SYSTEM -> "S";
        };
    }
}
