package org.bitauth.keystone.store;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** The contracts, each test on a new H2 database. */
abstract class H2StoresContract extends JdbcStoresContract {
    private final H2Database database;
    private final boolean strict;

    H2StoresContract(boolean strict) throws SQLException {
        database = H2Database.migrated();
        this.strict = strict;
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Override
    protected DataSource connections() {
        return strict ? database.strictConnections() : database.connections();
    }

    @Override
    protected void empty() throws SQLException {
        database.empty();
    }

    @Override
    protected DataSource down() throws SQLException {
        DataSource connections = connections();
        connections.getConnection().close();
        database.close();
        return connections;
    }
}
