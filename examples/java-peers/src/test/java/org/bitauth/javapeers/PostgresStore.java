package org.bitauth.javapeers;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.peers.Peers;
import org.bitauth.replay.JdbcReplayGuard;

/** A real PostgreSQL on a free loopback port, and pools for its nodes. */
final class PostgresStore implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final List<HikariDataSource> pools = new ArrayList<>();

    private PostgresStore(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts one without tables, or counts as a missing peer: as root PostgreSQL needs user namespaces. */
    static PostgresStore startEmpty() throws Exception {
        try {
            return new PostgresStore(
                    EmbeddedPostgres.builder().setCleanDataDirectory(true).start());
        } catch (IOException | RuntimeException e) {
            throw Peers.missing("embedded PostgreSQL, "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** Starts one with the tables of the guard. */
    static PostgresStore start() throws Exception {
        PostgresStore store = startEmpty();
        try (InputStream schema = JdbcReplayGuard.class.getResourceAsStream("replay-schema.sql")) {
            store.execute(new String(requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8));
            return store;
        } catch (IOException | SQLException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Connections of another node. */
    HikariDataSource connections(boolean strict) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(10_000);
        if (strict) {
            config.setAutoCommit(false);
            config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        }
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** Deletes on a connection of its own. */
    void deleteExpired() {
        new JdbcReplayGuard(server.getPostgresDatabase(), InstantSource.system()).deleteExpired(100);
    }

    /** Ends the server and leaves the pools, which find it gone. */
    void stop() throws IOException {
        server.close();
    }

    void closePools() {
        pools.forEach(HikariDataSource::close);
        pools.clear();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String query) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            StringBuilder text = new StringBuilder();
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
            return text.toString();
        }
    }

    @Override
    public void close() throws IOException {
        closePools();
        server.close();
    }
}
