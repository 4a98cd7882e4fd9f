package org.bitauth.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.bitauth.keystone.BridgeStores;
import org.bitauth.keystone.Directory;
import org.bitauth.keystone.KeystoneBridgeBuilder;
import org.bitauth.keystone.store.H2File;
import org.bitauth.keystone.store.JdbcStores;

/**
 * Where a measured bridge keeps users and what it remembers.
 *
 * @param directory the users
 * @param stores what it remembers elsewhere than in memory
 */
record MeasuredStores(Directory directory, Optional<BridgeStores> stores) {
    private static final String FILE = "h2:";

    /** Users in a database if one is named, in a file of H2 below {@code h2:}, else that many in memory. */
    static MeasuredStores of(String users) throws IOException {
        if (users.startsWith("jdbc:")) {
            HikariConfig pool = new HikariConfig();
            pool.setJdbcUrl(users);
            pool.setMaximumPoolSize(8);
            return in(new HikariDataSource(pool), true);
        }
        return users.startsWith(FILE)
                ? in(H2File.open(Path.of(users.substring(FILE.length()))).dataSource(), false)
                : new MeasuredStores(MeasuredUsers.inMemory(Integer.parseInt(users)), Optional.empty());
    }

    /** With an own memory of used nonces where one process has the database, as {@code bitauth serve} has it. */
    private static MeasuredStores in(DataSource database, boolean shared) {
        JdbcStores stores = JdbcStores.of(database);
        return new MeasuredStores(
                stores.directory(), shared ? Optional.of(stores) : Optional.of(new OneProcess(stores)));
    }

    KeystoneBridgeBuilder into(KeystoneBridgeBuilder settings) {
        return stores.map(settings::stores).orElse(settings);
    }
}
