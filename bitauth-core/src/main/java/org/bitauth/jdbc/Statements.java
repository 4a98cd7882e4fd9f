package org.bitauth.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of one transaction, each of 3 seconds at most. For one thread, while the transaction lasts. */
public final class Statements {
    private static final int QUERY_SECONDS = 3;
    private static final String DUPLICATE_KEY = "23505";

    private final Connection connection;

    Statements(Connection connection) {
        this.connection = connection;
    }

    /**
     * Reads a row.
     *
     * @param <T> what a row is read into
     */
    @FunctionalInterface
    public interface RowReader<T> {
        /**
         * Reads the row that the result stands at.
         *
         * @param row the result
         * @return what it says
         * @throws SQLException as the database throws it
         */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Inserts a row unless its key is there.
     *
     * @param insert an {@code INSERT … VALUES} statement
     * @param values of its parameters
     * @return whether it was inserted
     * @throws SQLException as the database throws it
     */
    public boolean putIfAbsent(String insert, @Nullable Object... values) throws SQLException {
        // Without this clause PostgreSQL ends the transaction, and writes an error into its log, for each duplicate.
        boolean quiet = "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        try {
            return update(quiet ? insert + " ON CONFLICT DO NOTHING" : insert, values) == 1;
        } catch (SQLException e) {
            if (!DUPLICATE_KEY.equals(e.getSQLState())) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Changes rows.
     *
     * @param sql the statement
     * @param values of its parameters
     * @return how many rows it changed
     * @throws SQLException as the database throws it
     */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        return execute(sql, PreparedStatement::executeUpdate, values);
    }

    /**
     * Reads rows.
     *
     * @param query the query, whose result is small
     * @param reader reads a row
     * @param values of its parameters
     * @param <T> what a row is read into
     * @return the rows
     * @throws SQLException as the database throws it
     */
    public <T> List<T> all(String query, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        return execute(
                query,
                statement -> {
                    List<T> read = new ArrayList<>();
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            read.add(reader.read(rows));
                        }
                    }
                    return read;
                },
                values);
    }

    /**
     * Runs a script of statements that end in {@code ;} at the end of a line.
     *
     * @param script the script
     * @throws SQLException as the database throws it
     */
    public void script(String script) throws SQLException {
        for (String statement : script.split(";\\s*\n", -1)) {
            if (!statement.isBlank()) {
                try (var plain = connection.createStatement()) {
                    plain.execute(statement);
                }
            }
        }
    }

    private <T> T execute(String sql, Use<T> use, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int before = statement.getQueryTimeout();
            statement.setQueryTimeout(QUERY_SECONDS);
            try {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return use.of(statement);
            } finally {
                statement.setQueryTimeout(before); // H2 keeps it for the whole connection
            }
        }
    }

    /** What is done with a statement. */
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }
}
