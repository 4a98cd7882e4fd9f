package org.bitauth.keystone.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.bitauth.jdbc.ShortTransactions;
import org.bitauth.jdbc.Transaction;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.ApplicationCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Application credentials in a database that all nodes share: PostgreSQL, or H2, with the tables that {@link Migrations}
 * makes. Each method is one transaction. They go when their user or project is removed from {@link JdbcDirectory}, in the
 * same transaction. Secrets are stored as hashes only. Immutable and thread-safe.
 */
public final class JdbcApplicationCredentials implements ApplicationCredentials {
    private static final String SELECT = "SELECT " + CredentialRow.COLUMNS + " FROM bitauth_application_credential";
    private static final String ADD = "INSERT INTO bitauth_application_credential (" + CredentialRow.COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String REMOVE =
            "DELETE FROM bitauth_application_credential WHERE credential_id = ? AND user_id = ?";
    private static final String COUNT = "SELECT COUNT(*) FROM bitauth_application_credential WHERE user_id = ?";

    private final ShortTransactions transactions;

    /**
     * The credentials. Does not connect yet.
     *
     * @param dataSource connections to the database, best from a pool; not one that joins the embedder's transactions
     */
    public JdbcApplicationCredentials(DataSource dataSource) {
        transactions = new ShortTransactions(dataSource, "application credential store");
    }

    @Override
    public Optional<ApplicationCredential> find(String id) {
        return StoredText.canBeThere(id)
                ? transactions.one(
                        transaction -> transaction.first(SELECT + " WHERE credential_id = ?", CredentialRow::read, id))
                : Optional.empty();
    }

    @Override
    public List<ApplicationCredential> ofUser(String userId) {
        return StoredText.canBeThere(userId)
                ? transactions.one(transaction -> transaction.rows(
                        SELECT + " WHERE user_id = ? ORDER BY credential_id LIMIT " + MOST_OF_A_USER,
                        CredentialRow::read,
                        userId))
                : List.of();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Also false if user or project is not there.
     */
    @Override
    public boolean add(ApplicationCredential credential) {
        @Nullable Object[] values = CredentialRow.values(credential);
        return transactions.attempt(transaction -> transaction.holdRow(
                        "SELECT project_id FROM bitauth_project WHERE project_id = ?", credential.projectId())
                && hasRoom(transaction, credential.userId())
                && transaction.insertIfAbsent(ADD, values));
    }

    @Override
    public boolean remove(String userId, String id) {
        return StoredText.canBeThere(userId)
                && StoredText.canBeThere(id)
                && transactions.one(transaction -> transaction.update(REMOVE, id, userId)) == 1;
    }

    /** Locks the user, so that two nodes do not find the same room. */
    private static boolean hasRoom(Transaction transaction, String userId) throws SQLException {
        return transaction
                        .first("SELECT user_id FROM bitauth_user WHERE user_id = ? FOR UPDATE", row -> true, userId)
                        .isPresent()
                && transaction.first(COUNT, row -> row.getInt(1), userId).orElse(0) < MOST_OF_A_USER;
    }
}
