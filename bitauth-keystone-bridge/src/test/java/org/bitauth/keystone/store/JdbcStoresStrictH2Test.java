package org.bitauth.keystone.store;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The contracts on H2 with the strictest connections. */
class JdbcStoresStrictH2Test extends StoreContractsOnH2 {
    JdbcStoresStrictH2Test() throws SQLException {}

    @Override
    DataSource connections(H2Database database) {
        return database.strictConnections();
    }
}
