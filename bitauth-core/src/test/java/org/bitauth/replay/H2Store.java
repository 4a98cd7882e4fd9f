package org.bitauth.replay;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** An H2 database with the tables of the guard; the first connection stays open as long as the store. */
final class H2Store implements AutoCloseable {
    private final JdbcDataSource database = new JdbcDataSource();
    private final Connection first;
    private final List<JdbcConnectionPool> pools = new ArrayList<>();

    H2Store(String url) throws Exception {
        database.setURL(url);
        first = database.getConnection();
        createTables();
        database.setURL(url + ";IFEXISTS=TRUE");
    }

    void createTables() throws Exception {
        try (InputStream schema = JdbcReplayGuard.class.getResourceAsStream("replay-schema.sql")) {
            execute(new String(requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Connections of another node. */
    DataSource connections() {
        JdbcConnectionPool pool = JdbcConnectionPool.create(database);
        pools.add(pool);
        return pool;
    }

    /** Connections of another node, as a careful embedder sets them. */
    DataSource strictConnections() {
        DataSource pool = connections();
        return (DataSource) Proxy.newProxyInstance(
                H2Store.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Connection connection = pool.getConnection();
                    connection.setAutoCommit(false);
                    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                    return connection;
                });
    }

    ReplayGuard guard(InstantSource clock) {
        return new JdbcReplayGuard(connections(), clock);
    }

    void empty() throws SQLException {
        execute("DELETE FROM bitauth_replay_nonce; DELETE FROM bitauth_replay_memory");
    }

    void deleteExpired() {
        new JdbcReplayGuard(database, InstantSource.system()).deleteExpired(100);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = first.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String query) throws SQLException {
        try (Statement statement = first.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Ends the database; new connections are refused. */
    @Override
    public void close() throws SQLException {
        if (!first.isClosed()) {
            execute("SHUTDOWN");
        }
        pools.forEach(JdbcConnectionPool::dispose);
    }
}
