package org.bitauth.keystone.store;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** A new H2 database in memory, which lives until it is closed. */
final class H2Database implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "bitauth_application_credential",
            "bitauth_project_grant",
            "bitauth_domain_grant",
            "bitauth_system_grant",
            "bitauth_identity",
            "bitauth_user",
            "bitauth_project",
            "bitauth_domain",
            "bitauth_mapping_rule",
            "bitauth_revoked_token",
            "bitauth_revoked_user",
            "bitauth_lease_journal",
            "bitauth_lease_extension",
            "bitauth_lease",
            "bitauth_output",
            "bitauth_block",
            "bitauth_order",
            "bitauth_address_index");

    private final JdbcDataSource database = new JdbcDataSource();
    private final Connection first;
    private final List<JdbcConnectionPool> pools = new ArrayList<>();

    H2Database() throws SQLException {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        first = database.getConnection();
    }

    /** One with all tables. */
    static H2Database migrated() throws SQLException {
        H2Database database = new H2Database();
        Migrations.run(database.connections());
        return database;
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
                H2Database.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Connection connection = pool.getConnection();
                    connection.setAutoCommit(false);
                    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                    return connection;
                });
    }

    JdbcStores stores(InstantSource clock) {
        return JdbcStores.of(connections(), clock);
    }

    /** Deletes all rows but the list's number. */
    void empty() throws SQLException {
        for (String table : TABLES) {
            execute("DELETE FROM " + table);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = first.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String query) throws SQLException {
        try (Statement statement = first.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            StringBuilder text = new StringBuilder();
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
            return text.toString();
        }
    }

    /** Ends the database; new connections are refused. */
    @Override
    public void close() throws SQLException {
        if (!first.isClosed()) {
            execute("SHUTDOWN");
        }
        database.setURL(database.getURL() + ";IFEXISTS=TRUE");
        pools.forEach(JdbcConnectionPool::dispose);
    }
}
