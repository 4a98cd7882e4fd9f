package org.bitauth.keystone.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.bitauth.jdbc.ShortTransactions;
import org.bitauth.jdbc.Statements;
import org.bitauth.keystone.AccessRule;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.SecretHash;

/** Application credentials in a database that all nodes share. Their secrets are there as hashes only. */
public final class JdbcApplicationCredentials implements ApplicationCredentials {
    private static final String COLUMNS = "credential_id, credential_name, user_id, project_id, roles, secret_hash,"
            + " description, expires_second, unrestricted, access_rules";
    private static final String FIND = "SELECT " + COLUMNS + " FROM bitauth_credential WHERE credential_id = ?";
    private static final String OF_USER =
            "SELECT " + COLUMNS + " FROM bitauth_credential WHERE user_id = ? ORDER BY credential_id";
    private static final String ADD =
            "INSERT INTO bitauth_credential (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String REMOVE = "DELETE FROM bitauth_credential WHERE user_id = ? AND credential_id = ?";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShortTransactions transactions;

    /**
     * A store. The tables are those of {@link Schema}.
     *
     * @param dataSource connections to the database
     */
    public JdbcApplicationCredentials(DataSource dataSource) {
        transactions = new ShortTransactions(dataSource, "credential store");
    }

    @Override
    public Optional<ApplicationCredential> find(String id) {
        return transactions.first(FIND, JdbcApplicationCredentials::read, id);
    }

    @Override
    public List<ApplicationCredential> ofUser(String userId) {
        return transactions.all(OF_USER, JdbcApplicationCredentials::read, userId);
    }

    @Override
    public boolean add(ApplicationCredential credential) {
        Object[] values = {
            credential.id(),
            credential.name(),
            credential.userId(),
            credential.projectId(),
            json(credential.roles()),
            credential.secret().text(),
            credential.description(),
            credential.expiresAt().map(Instant::getEpochSecond).orElse(null),
            credential.unrestricted(),
            json(credential.accessRules())
        };
        return transactions.attempt(
                statements -> Counters.add(statements, counter(credential.userId()), 1, MOST_OF_A_USER)
                        && statements.putIfAbsent(ADD, values));
    }

    @Override
    public boolean remove(String userId, String id) {
        return transactions.attempt(statements -> {
            Counters.remove(statements, counter(userId));
            return statements.update(REMOVE, userId, id) == 1;
        });
    }

    /** Forgets whatever is of a user, in the transaction in which the user is removed. */
    static void removeUser(Statements statements, String userId) throws SQLException {
        statements.update("DELETE FROM bitauth_credential WHERE user_id = ?", userId);
        statements.update("DELETE FROM bitauth_counter WHERE counter_name = ?", counter(userId));
    }

    /** Forgets whatever is for a project, in the transaction in which the project is removed. */
    static void removeProject(Statements statements, String projectId) throws SQLException {
        for (String userId : statements.all(
                "SELECT user_id FROM bitauth_credential WHERE project_id = ?", row -> row.getString(1), projectId)) {
            Counters.remove(statements, counter(userId));
        }
        statements.update("DELETE FROM bitauth_credential WHERE project_id = ?", projectId);
    }

    private static String counter(String userId) {
        return "credentials of " + userId;
    }

    private static ApplicationCredential read(ResultSet row) throws SQLException {
        long expires = row.getLong(8);
        boolean ends = !row.wasNull();
        return new ApplicationCredential(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                List.of(parsed(row.getString(5), String[].class)),
                SecretHash.parse(row.getString(6)),
                row.getString(7),
                ends ? Optional.of(Instant.ofEpochSecond(expires)) : Optional.empty(),
                row.getBoolean(9),
                List.of(parsed(row.getString(10), AccessRule[].class)));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list can always be written", e);
        }
    }

    private static <T> T parsed(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new StoreException("credential store must hold JSON that was written by it", e);
        }
    }
}
