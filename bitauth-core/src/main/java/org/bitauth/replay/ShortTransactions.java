package org.bitauth.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.bitauth.StoreException;

/**
 * Single statements on a database, each in a transaction of its own and in bounded time. Leaves nothing open on
 * connections of either auto-commit mode and of any isolation level. Every failure is a {@link StoreException}.
 */
final class ShortTransactions {
    private static final int QUERY_SECONDS = 3;
    private static final int NETWORK_MILLIS = 5_000;
    private static final int TRIES = 5;
    private static final String DUPLICATE_KEY = "23505";
    private static final String ROLLED_BACK = "40";

    private final DataSource dataSource;

    ShortTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Inserts a row unless its key is there. A duplicate key is no error, whether the database tells it as one or not. */
    boolean putIfAbsent(String insert, Object... values) {
        return run(connection -> {
            // Without this clause PostgreSQL writes an error into its log for each duplicate.
            boolean quiet = "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
            try {
                return execute(
                                connection,
                                quiet ? insert + " ON CONFLICT DO NOTHING" : insert,
                                PreparedStatement::executeUpdate,
                                values)
                        == 1;
            } catch (SQLException e) {
                if (!DUPLICATE_KEY.equals(e.getSQLState())) {
                    throw e;
                }
                return false;
            }
        });
    }

    /** How many rows a statement changes. */
    int update(String sql, Object... values) {
        return run(connection -> execute(connection, sql, PreparedStatement::executeUpdate, values));
    }

    /** The number in the first row and column, if there is a row. */
    OptionalLong number(String query, Object... values) {
        return run(connection -> execute(
                connection,
                query,
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
                    }
                },
                values));
    }

    private <T> T run(Work<Connection, T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                return bounded(connection, work);
            } catch (SQLException e) {
                String state = String.valueOf(e.getSQLState());
                // Deadlocks, and what the stricter isolation levels refuse: nothing has happened, try again.
                if (!state.startsWith(ROLLED_BACK) || attempt == TRIES) {
                    throw new StoreException("replay store failed, SQL state " + state, e);
                }
            } catch (RuntimeException e) { // from a connection pool
                throw new StoreException("replay store failed", e);
            }
        }
    }

    private static <T> T bounded(Connection connection, Work<Connection, T> work) throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
        try {
            return committed(connection, work);
        } finally {
            restoreNetworkTimeout(connection, before);
        }
    }

    private static void restoreNetworkTimeout(Connection connection, int millis) {
        try {
            connection.setNetworkTimeout(Runnable::run, millis);
        } catch (SQLException e) {
            // The connection is broken, and whoever owns it finds that out.
        }
    }

    private static <T> T committed(Connection connection, Work<Connection, T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            return work.on(connection);
        }
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException onRollback) {
                e.addSuppressed(onRollback);
            }
            throw e;
        }
    }

    private static <T> T execute(Connection connection, String sql, Work<PreparedStatement, T> work, Object... values)
            throws SQLException {
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

    /** What is done with a connection or a statement. */
    private interface Work<S, T> {
        T on(S subject) throws SQLException;
    }
}
