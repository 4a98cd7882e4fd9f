package org.bitauth.keystone.store;

import java.sql.SQLException;

/** The contracts on H2 with the strictest connections. */
class JdbcStoresStrictH2Test extends H2StoresContract {
    JdbcStoresStrictH2Test() throws SQLException {
        super(true);
    }
}
