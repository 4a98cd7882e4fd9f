package org.bitauth.keystone.store;

import java.sql.SQLException;

/** The contracts on H2 with the connections of its own pool. */
class JdbcStoresH2Test extends H2StoresContract {
    JdbcStoresH2Test() throws SQLException {
        super(false);
    }
}
