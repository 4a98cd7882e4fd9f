package org.bitauth.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Short transactions on PostgreSQL or H2, in bounded time: a statement takes 3 seconds at most, a silent network 5. Leaves
 * nothing open on connections of either auto-commit mode and of any isolation level. What the database rolled back since
 * others were at the same rows is tried again, up to five times. Every failure is a {@link StoreException}, whose message
 * holds the SQL state and no values. Thread-safe.
 */
public final class ShortTransactions {
    private static final int NETWORK_MILLIS = 5_000;
    private static final int TRIES = 5;
    private static final String ROLLED_BACK = "40";
    private static final String INTEGRITY = "23";

    private final DataSource dataSource;
    private final String what;

    /**
     * Transactions of a store.
     *
     * @param dataSource connections; not one that joins the embedder's transactions
     * @param what the store's name in messages, for example {@code replay store}
     */
    public ShortTransactions(DataSource dataSource, String what) {
        this.dataSource = dataSource;
        this.what = what;
    }

    /**
     * What is done in a transaction.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it; may be called again from the beginning.
         *
         * @param statements of the transaction
         * @return what comes of it
         * @throws SQLException as the database throws it
         */
        T on(Statements statements) throws SQLException;
    }

    /**
     * Inserts a row unless its key is there. A duplicate key is no error, whether the database tells it as one or not.
     *
     * @param insert an {@code INSERT … VALUES} statement
     * @param values of its parameters
     * @return whether it was inserted
     */
    public boolean putIfAbsent(String insert, @Nullable Object... values) {
        return single(statements -> statements.putIfAbsent(insert, values));
    }

    /**
     * Changes rows.
     *
     * @param sql the statement
     * @param values of its parameters
     * @return how many rows it changed
     */
    public int update(String sql, @Nullable Object... values) {
        return single(statements -> statements.update(sql, values));
    }

    /**
     * Reads the number in the first row and column.
     *
     * @param query the query
     * @param values of its parameters
     * @return the number, if there is a row
     */
    public OptionalLong number(String query, @Nullable Object... values) {
        return first(query, row -> row.getLong(1), values).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /**
     * Reads the first row.
     *
     * @param query the query
     * @param reader reads a row
     * @param values of its parameters
     * @param <T> what a row is read into
     * @return the row, if there is one
     */
    public <T> Optional<T> first(String query, Statements.RowReader<T> reader, @Nullable Object... values) {
        return all(query, reader, values).stream().findFirst();
    }

    /**
     * Reads all rows.
     *
     * @param query the query, whose result is small
     * @param reader reads a row
     * @param values of its parameters
     * @param <T> what a row is read into
     * @return the rows
     */
    public <T> List<T> all(String query, Statements.RowReader<T> reader, @Nullable Object... values) {
        return single(statements -> statements.all(query, reader, values));
    }

    /**
     * Does several statements or none. Where the work says false, or breaks a rule of the tables such as a key that is
     * taken or not there, nothing has happened.
     *
     * @param work says true if it is to be kept
     * @return whether it was kept
     */
    public boolean attempt(Work<Boolean> work) {
        return run(connection -> inTransaction(connection, work), true).orElse(false);
    }

    /** One statement, which is a transaction of its own where the connection commits by itself. */
    private <T> T single(Work<T> work) {
        return run(connection -> committed(connection, work), false).orElseThrow();
    }

    private <T> Optional<T> run(Task<T> task, boolean brokenRuleIsNo) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                return Optional.of(bounded(connection, task));
            } catch (SQLException e) {
                String state = String.valueOf(e.getSQLState());
                if (brokenRuleIsNo && state.startsWith(INTEGRITY)) {
                    return Optional.empty();
                }
                // Deadlocks, and what the stricter isolation levels refuse: nothing has happened, try again.
                if (!state.startsWith(ROLLED_BACK) || attempt == TRIES) {
                    throw new StoreException(what + " failed, SQL state " + state, e);
                }
            } catch (RuntimeException e) { // from a connection pool
                throw new StoreException(what + " failed", e);
            }
        }
    }

    private static <T> T bounded(Connection connection, Task<T> task) throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
        try {
            return task.on(connection);
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

    private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            return work.on(new Statements(connection));
        }
        try {
            T result = work.on(new Statements(connection));
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static boolean inTransaction(Connection connection, Work<Boolean> work) throws SQLException {
        boolean auto = connection.getAutoCommit();
        if (auto) {
            connection.setAutoCommit(false);
        }
        try {
            boolean kept = work.on(new Statements(connection));
            if (kept) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return kept;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        } finally {
            if (auto) {
                restoreAutoCommit(connection);
            }
        }
    }

    private static void restoreAutoCommit(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The connection is broken, and whoever owns it finds that out.
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException onRollback) {
            cause.addSuppressed(onRollback);
        }
    }

    /** What is done with a connection. */
    private interface Task<T> {
        T on(Connection connection) throws SQLException;
    }
}
