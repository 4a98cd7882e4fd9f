package org.bitauth.javapeers;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.bitauth.keystone.store.JdbcStoresContract;
import org.bitauth.keystone.store.Migrations;
import org.junit.jupiter.api.AfterEach;

/** The contracts of the bridge's stores on a PostgreSQL that its tests share. */
abstract class PostgresStoresContract extends JdbcStoresContract {
    private static final String EMPTY = "TRUNCATE bitauth_application_credential, bitauth_project_grant,"
            + " bitauth_domain_grant, bitauth_system_grant, bitauth_identity, bitauth_user, bitauth_project,"
            + " bitauth_domain, bitauth_mapping_rule, bitauth_revoked_token, bitauth_revoked_user,"
            + " bitauth_lease_journal, bitauth_lease_extension, bitauth_lease, bitauth_output, bitauth_block,"
            + " bitauth_order, bitauth_address_index";
    private static final int NODES = 2;

    private final PostgresStore store;
    private final boolean strict;
    private final List<HikariDataSource> nodes = new ArrayList<>();
    private int asked;

    PostgresStoresContract(PostgresStore store, boolean strict) {
        this.store = store;
        this.strict = strict;
    }

    @AfterEach
    void closePools() {
        store.closePools();
        nodes.clear();
    }

    @Override
    protected DataSource connections() {
        if (nodes.size() < NODES) {
            nodes.add(store.connections(strict));
        }
        return nodes.get(asked++ % nodes.size());
    }

    @Override
    protected void empty() throws SQLException {
        store.execute(EMPTY);
    }

    @Override
    protected DataSource down() throws Exception {
        PostgresStore other = PostgresStore.startEmpty();
        HikariDataSource connections = other.connections(strict);
        connections.setConnectionTimeout(1_000);
        Migrations.run(connections);
        other.stop();
        return connections;
    }
}
