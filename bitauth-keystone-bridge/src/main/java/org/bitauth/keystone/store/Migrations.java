package org.bitauth.keystone.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.bitauth.replay.JdbcReplayGuard;

/**
 * Brings the tables of a database to the newest schema, step by step: 1 are the tables of {@link JdbcReplayGuard}, 2 those
 * of users and what they may, 3 those of {@link JdbcLeaseStore}. Which steps are done is kept in the table {@code bitauth_schema}. Can be run at each start and by
 * several nodes at once, which wait for each other; nothing happens where all is done, and data stay.
 *
 * <p>On PostgreSQL each step is one transaction, so that a step that fails leaves nothing behind. H2 commits each statement;
 * a step that failed there is run again from its beginning, and every statement can be.
 */
public final class Migrations {
    /** The version that the classes of this package need. */
    public static final int LATEST = 3;

    private static final List<Step> STEPS = List.of(
            new Step(1, JdbcReplayGuard.class, "replay-schema.sql"),
            new Step(2, Migrations.class, "identity-schema.sql"),
            new Step(3, Migrations.class, "lease-schema.sql"));
    private static final String TABLE = "CREATE TABLE IF NOT EXISTS bitauth_schema ("
            + "version INTEGER NOT NULL, done_second BIGINT NOT NULL,"
            + " CONSTRAINT bitauth_schema_key PRIMARY KEY (version))";
    private static final String VERSION = "SELECT COALESCE(MAX(version), 0) FROM bitauth_schema";
    private static final String DONE = "INSERT INTO bitauth_schema (done_second, version)"
            + " SELECT CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) AS BIGINT), ";

    private static final String LOCK_ROW =
            "MERGE INTO bitauth_schema (version, done_second) KEY (version) VALUES (0, 0)";
    private static final String LOCK = "SELECT version FROM bitauth_schema WHERE version = 0 FOR UPDATE";
    private static final long POSTGRES_LOCK = 0x62697461757468L; // "bitauth"
    private static final int WAIT_SECONDS = 60;

    private final Connection worker;
    private final boolean postgres;

    private Migrations(Connection worker, boolean postgres) {
        this.worker = worker;
        this.postgres = postgres;
    }

    private record Step(int version, Class<?> beside, String resource) {
        String sql(boolean postgres) {
            try (InputStream schema = requireNonNull(beside.getResourceAsStream(resource), resource)) {
                String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
                return text.replace("{bytes}", postgres ? "COLLATE \"C\"" : "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Does the steps that are not done yet.
     *
     * @param dataSource connections to PostgreSQL or H2, two of them at once; as a role that may create tables
     * @throws StoreException if the database's schema is newer than this program, or the database cannot do it, or another
     *     node is at it for a minute
     */
    public static void run(DataSource dataSource) {
        try (Connection holder = dataSource.getConnection();
                Connection worker = dataSource.getConnection()) {
            boolean postgres = "PostgreSQL".equals(worker.getMetaData().getDatabaseProductName());
            Migrations migrations = new Migrations(worker, postgres);
            inTransaction(holder, () -> {
                lock(holder, postgres);
                // In a connection of its own, for on H2 each statement here ends the transaction and with it a lock.
                migrations.toLatest();
            });
        } catch (SQLException e) {
            throw new StoreException("migration failed, SQL state " + e.getSQLState(), e);
        }
    }

    /** Waits until nobody else migrates. */
    private static void lock(Connection connection, boolean postgres) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(WAIT_SECONDS);
            if (postgres) {
                statement.execute("SELECT pg_advisory_xact_lock(" + POSTGRES_LOCK + ")");
            } else {
                statement.execute(TABLE);
                statement.execute(LOCK_ROW);
                statement.execute(LOCK + " WAIT " + WAIT_SECONDS);
            }
            statement.setQueryTimeout(0); // H2 keeps it for the whole connection
        }
    }

    private void toLatest() throws SQLException {
        inTransaction(worker, () -> execute(TABLE));
        int version = version();
        if (version > LATEST) {
            throw new StoreException("schema of the database must be at most version " + LATEST
                    + ", the newest that this program knows, was " + version);
        }
        for (Step step : STEPS.subList(version, LATEST)) {
            inTransaction(worker, () -> {
                execute(step.sql(postgres));
                execute(DONE + step.version());
            });
        }
    }

    private int version() throws SQLException {
        try (Statement statement = worker.createStatement();
                ResultSet rows = statement.executeQuery(VERSION)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = worker.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void inTransaction(Connection connection, Steps steps) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            steps.take();
            connection.commit();
        } finally {
            connection.rollback(); // of nothing, if it was committed
            connection.setAutoCommit(before);
        }
    }

    private interface Steps {
        void take() throws SQLException;
    }
}
