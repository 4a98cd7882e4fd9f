package org.bitauth.keystone.store;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The contracts on H2 with the connections of its own pool. */
class JdbcStoresH2Test extends StoreContractsOnH2 {
    JdbcStoresH2Test() throws SQLException {}

    @Override
    DataSource connections(H2Database database) {
        return database.connections();
    }
}
