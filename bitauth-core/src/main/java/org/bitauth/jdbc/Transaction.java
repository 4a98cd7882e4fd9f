package org.bitauth.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one of {@link ShortTransactions}, for PostgreSQL and H2. Each ends in bounded time. Values are text,
 * whole numbers, truth values, bytes, or null. Of no use when the transaction has ended.
 */
public final class Transaction {
    private static final int QUERY_SECONDS = 3;
    private static final String DUPLICATE_KEY = "23505";

    private final Connection connection;

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /**
     * What is read from a row.
     *
     * @param <T> its type
     */
    @FunctionalInterface
    public interface RowReader<T> {
        /**
         * Reads the row on which the result stands.
         *
         * @param row the result
         * @return what it says
         * @throws SQLException if it cannot be read
         */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Changes rows.
     *
     * @param sql the statement
     * @param values one for each question mark
     * @return how many rows it changed
     * @throws SQLException if the database refuses or does not answer
     */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        return execute(sql, PreparedStatement::executeUpdate, values);
    }

    /**
     * Inserts a row unless one with its key is there, which is no error. Waits for a transaction that inserts such a row.
     *
     * @param insert an INSERT of one row, without a clause for conflicts
     * @param values one for each question mark
     * @return whether it was inserted
     * @throws SQLException if the database refuses for another reason, or does not answer
     */
    public boolean insertIfAbsent(String insert, @Nullable Object... values) throws SQLException {
        boolean quiet = isPostgres(connection);
        try {
            // Without this clause PostgreSQL ends the transaction, and writes an error into its log for each duplicate.
            return update(quiet ? insert + " ON CONFLICT DO NOTHING" : insert, values) == 1;
        } catch (SQLException e) {
            if (!DUPLICATE_KEY.equals(e.getSQLState())) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Keeps others from deleting a row until this transaction ends. For rows that a new one refers to: H2 checks a foreign
     * key without waiting for those who delete what it refers to.
     *
     * @param query a SELECT of one row of one table
     * @param values one for each question mark
     * @return whether the row is there
     * @throws SQLException if the database does not answer, or not before the row is free
     */
    public boolean holdRow(String query, @Nullable Object... values) throws SQLException {
        return first(query + (isPostgres(connection) ? " FOR KEY SHARE" : " FOR UPDATE"), row -> true, values)
                .isPresent();
    }

    /**
     * Reads the first row.
     *
     * @param query the statement
     * @param reader reads the row
     * @param values one for each question mark
     * @param <T> what is read
     * @return what the row says, if there is one
     * @throws SQLException if the database does not answer
     */
    public <T> Optional<T> first(String query, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        return execute(
                query,
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
                    }
                },
                values);
    }

    /**
     * Reads all rows.
     *
     * @param query the statement; bounds how many there are
     * @param reader reads one row
     * @param values one for each question mark
     * @param <T> what is read
     * @return what the rows say, in their order
     * @throws SQLException if the database does not answer
     */
    public <T> List<T> rows(String query, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        return execute(
                query,
                statement -> {
                    List<T> all = new ArrayList<>();
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            all.add(reader.read(rows));
                        }
                    }
                    return all;
                },
                values);
    }

    /** Costs no round trip. */
    static boolean isPostgres(Connection connection) throws SQLException {
        return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }

    private <T> T execute(String sql, StatementWork<T> work, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int before = statement.getQueryTimeout();
            statement.setQueryTimeout(QUERY_SECONDS);
            try {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return work.on(statement);
            } finally {
                statement.setQueryTimeout(before); // H2 keeps it for the whole connection
            }
        }
    }

    private interface StatementWork<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
