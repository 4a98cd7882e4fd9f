package org.bitauth.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.bitauth.StoreException;

/**
 * Transactions that begin and end within one call and in bounded time, at READ COMMITTED or the stricter level that
 * connections to PostgreSQL have. Leaves nothing open, and connections as they were, of either auto-commit mode and of any
 * isolation level. A transaction that the database rolled back, because of a deadlock or for being serializable, is tried
 * again. A wait for a lock ends as every statement does, after seconds; on H2 after its {@code LOCK_TIMEOUT}, which is two
 * seconds unless the embedder sets another. Every failure is a {@link StoreException} that names the store and the SQL
 * state, and no value. Thread-safe.
 */
public final class ShortTransactions {
    private static final int NETWORK_MILLIS = 5_000;
    private static final int TRIES = 12;
    private static final int LONGEST_PAUSE_MILLIS = 64;
    private static final String ROLLED_BACK = "40";
    private static final String PERHAPS_COMMITTED = "40003";
    private static final String CONCURRENT_UPDATE = "90131"; // of H2, for 40001
    /** Duplicate key; a row that others refer to, or in PostgreSQL either side; in H2 what a row refers to is not there. */
    private static final Set<String> CONSTRAINTS = Set.of("23505", "23503", "23506");

    private final DataSource dataSource;
    private final String store;

    /**
     * Transactions on a database. Does not connect yet.
     *
     * @param dataSource connections, best from a pool; not one that joins the embedder's transactions
     * @param store what is kept there, for messages, for example {@code replay store}
     */
    public ShortTransactions(DataSource dataSource, String store) {
        this.dataSource = dataSource;
        this.store = store;
    }

    /**
     * What is done in a transaction. May be done again from its beginning, so it changes nothing but the database.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it.
         *
         * @param transaction takes the statements
         * @return the result
         * @throws SQLException if a statement fails; nothing was done then
         */
        T in(Transaction transaction) throws SQLException;
    }

    /**
     * Runs one statement, with no round trip beside its own on connections that commit by themselves.
     *
     * @param statement runs a single statement
     * @param <T> its result
     * @return the result; what it changed is committed
     * @throws StoreException if the database cannot answer
     */
    public <T> T one(Work<T> statement) {
        return run(statement, false, result -> true);
    }

    /**
     * Runs several statements: all of them count, or none.
     *
     * @param statements runs them
     * @param <T> their result
     * @return the result; what they changed is committed
     * @throws StoreException if the database cannot answer; nothing was changed then, unless the answer to the commit was
     *     lost
     */
    public <T> T together(Work<T> statements) {
        return run(statements, true, result -> true);
    }

    /**
     * Runs statements that may turn out not to be possible. When they return false, or break a unique or foreign key, all
     * that they changed is undone.
     *
     * @param statements runs them, and tells whether their changes shall stay
     * @return whether the changes were committed
     * @throws StoreException as {@link #together}
     */
    public boolean attempt(Work<Boolean> statements) {
        return run(
                transaction -> {
                    try {
                        return statements.in(transaction);
                    } catch (SQLException e) {
                        if (!CONSTRAINTS.contains(state(e))) {
                            throw e;
                        }
                        return false;
                    }
                },
                true,
                done -> done);
    }

    private <T> T run(Work<T> work, boolean several, Predicate<T> stays) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                return bounded(connection, work, several, stays);
            } catch (SQLException e) {
                if (attempt == TRIES || !isRolledBack(state(e))) {
                    throw new StoreException(store + " failed, SQL state " + state(e), e);
                }
            } catch (RuntimeException e) { // from a connection pool
                throw new StoreException(store + " failed", e);
            }
            pause(attempt); // without a connection
        }
    }

    /** Deadlocks, and what the stricter isolation levels refuse: nothing has happened. */
    private static boolean isRolledBack(String state) {
        return state.equals(CONCURRENT_UPDATE) || (state.startsWith(ROLLED_BACK) && !state.equals(PERHAPS_COMMITTED));
    }

    /** So that those who met do not meet again. */
    private static void pause(int attempt) {
        long longest = Math.min(1L << attempt, LONGEST_PAUSE_MILLIS) * 1_000_000;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
    }

    private static <T> T bounded(Connection connection, Work<T> work, boolean several, Predicate<T> stays)
            throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
        try {
            return several && !Transaction.isPostgres(connection)
                    ? readingCommitted(connection, work, stays)
                    : begun(connection, work, several, stays);
        } finally {
            restore(() -> connection.setNetworkTimeout(Runnable::run, before));
        }
    }

    /** The stricter levels of H2 go on with a snapshot from before a wait, and see no conflict in that. */
    private static <T> T readingCommitted(Connection connection, Work<T> work, Predicate<T> stays) throws SQLException {
        int before = connection.getTransactionIsolation();
        if (before == Connection.TRANSACTION_READ_COMMITTED) {
            return begun(connection, work, true, stays);
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        try {
            return begun(connection, work, true, stays);
        } finally {
            restore(() -> connection.setTransactionIsolation(before));
        }
    }

    private static <T> T begun(Connection connection, Work<T> work, boolean several, Predicate<T> stays)
            throws SQLException {
        if (!connection.getAutoCommit()) {
            return committed(connection, work, stays);
        }
        if (!several) {
            return work.in(new Transaction(connection));
        }
        connection.setAutoCommit(false);
        try {
            return committed(connection, work, stays);
        } finally {
            restore(() -> connection.setAutoCommit(true));
        }
    }

    private static <T> T committed(Connection connection, Work<T> work, Predicate<T> stays) throws SQLException {
        boolean ended = false;
        try {
            T result = work.in(new Transaction(connection));
            if (stays.test(result)) {
                connection.commit();
            } else {
                connection.rollback();
            }
            ended = true;
            return result;
        } finally {
            if (!ended) {
                rollBack(connection);
            }
        }
    }

    /** A connection on which half a transaction is left must not live, for it could be committed. */
    private static void rollBack(Connection connection) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            connection.abort(Runnable::run);
        }
    }

    private static void restore(Restoring setting) {
        try {
            setting.run();
        } catch (SQLException e) {
            // The connection is broken, and whoever owns it finds that out.
        }
    }

    private static String state(SQLException e) {
        return String.valueOf(e.getSQLState());
    }

    private interface Restoring {
        void run() throws SQLException;
    }
}
