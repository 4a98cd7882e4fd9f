package org.bitauth.keystone.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bitauth.Sin;
import org.bitauth.keystone.DirectoryStore.UserIdentity;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Role;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.User;

/** Rows of the directory's tables, and the columns that they are read from. */
final class DirectoryRows {
    static final String USER = "SELECT u.user_id, u.user_name, d.domain_id, d.domain_name, u.enabled,"
            + " u.default_project_id FROM bitauth_user u JOIN bitauth_domain d ON d.domain_id = u.domain_id";
    static final String PROJECT = "SELECT p.project_id, p.project_name, d.domain_id, d.domain_name"
            + " FROM bitauth_project p JOIN bitauth_domain d ON d.domain_id = p.domain_id";
    static final String DOMAIN = "SELECT d.domain_id, d.domain_name FROM bitauth_domain d";

    private DirectoryRows() {}

    static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString(1),
                row.getString(2),
                new Domain(row.getString(3), row.getString(4)),
                row.getBoolean(5),
                Optional.ofNullable(row.getString(6)));
    }

    static Project project(ResultSet row) throws SQLException {
        return new Project(row.getString(1), row.getString(2), new Domain(row.getString(3), row.getString(4)));
    }

    static Domain domain(ResultSet row) throws SQLException {
        return new Domain(row.getString(1), row.getString(2));
    }

    static UserIdentity identity(ResultSet row) throws SQLException {
        return new UserIdentity(new Sin(row.getString(1)), Instant.ofEpochSecond(row.getLong(2)));
    }

    /** Columns: user, target, role, project or null, domain or null. */
    static Grant grant(ResultSet row) throws SQLException {
        String userId = row.getString(1);
        String role = row.getString(3);
        String project = row.getString(4);
        String domain = row.getString(5);
        if (project != null) {
            return Grant.onProject(userId, project, role);
        }
        return domain == null ? Grant.onSystem(userId, role) : Grant.onDomain(userId, domain, role);
    }

    /** Columns: role; then project with its domain, domain, or neither. */
    static ScopedRole scopedRole(ResultSet row) throws SQLException {
        Scope scope;
        if (row.getString(2) != null) {
            scope = new Scope.InProject(
                    new Project(row.getString(2), row.getString(3), new Domain(row.getString(4), row.getString(5))));
        } else {
            scope = row.getString(6) == null
                    ? new Scope.InSystem()
                    : new Scope.InDomain(new Domain(row.getString(6), row.getString(7)));
        }
        return new ScopedRole(scope, role(row.getString(1)));
    }

    /** A role and where it counts. */
    record ScopedRole(Scope scope, Role role) {}

    /** Services look at a role's name; its id is made from the name, so that it is the same at every start. */
    static Role role(String name) {
        UUID id = UUID.nameUUIDFromBytes(("role " + name).getBytes(StandardCharsets.UTF_8));
        return new Role(id.toString().replace("-", ""), name);
    }
}
