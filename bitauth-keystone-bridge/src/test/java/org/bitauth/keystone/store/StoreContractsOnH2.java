package org.bitauth.keystone.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.token.RevocationStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** All contracts of this package, each test on a new H2 database. */
abstract class StoreContractsOnH2 {
    private static final InstantSource CLOCK = InstantSource.system();

    private final H2Database database;

    StoreContractsOnH2() throws SQLException {
        database = H2Database.migrated();
    }

    /** Connections of another node. */
    abstract DataSource connections(H2Database database);

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private JdbcStores node(InstantSource clock) {
        return JdbcStores.of(connections(database), clock);
    }

    private JdbcStores down() throws SQLException {
        JdbcStores stores = node(CLOCK);
        stores.revocations().list();
        database.close();
        return stores;
    }

    @Nested
    class OfDirectories extends DirectoryStoreContract {
        @Override
        protected DirectoryStore node(InstantSource clock) {
            return StoreContractsOnH2.this.node(clock).directory();
        }

        @Override
        protected ApplicationCredentials credentials() {
            return StoreContractsOnH2.this.node(CLOCK).applicationCredentials();
        }

        @Override
        protected void empty() throws SQLException {
            database.empty();
        }

        @Override
        protected Optional<DirectoryStore> down() throws SQLException {
            return Optional.of(StoreContractsOnH2.this.down().directory());
        }
    }

    @Nested
    class OfGrants extends GrantContract {
        @Override
        protected DirectoryStore node(InstantSource clock) {
            return StoreContractsOnH2.this.node(clock).directory();
        }

        @Override
        protected void empty() throws SQLException {
            database.empty();
        }
    }

    @Nested
    class OfRaces extends DirectoryRaceContract {
        @Override
        protected DirectoryStore node(InstantSource clock) {
            return StoreContractsOnH2.this.node(clock).directory();
        }

        @Override
        protected ApplicationCredentials credentials() {
            return StoreContractsOnH2.this.node(CLOCK).applicationCredentials();
        }

        @Override
        protected void empty() throws SQLException {
            database.empty();
        }
    }

    @Nested
    class OfApplicationCredentials extends ApplicationCredentialsContract {
        @Override
        protected ApplicationCredentials node() {
            return StoreContractsOnH2.this.node(CLOCK).applicationCredentials();
        }

        @Override
        protected void begin() throws SQLException {
            database.empty();
            CloudSample.fill(StoreContractsOnH2.this.node(CLOCK).directory(), List.of("p1", "p2"), List.of("u1", "u2"));
        }

        @Override
        protected Optional<ApplicationCredentials> down() throws SQLException {
            return Optional.of(StoreContractsOnH2.this.down().applicationCredentials());
        }
    }

    @Nested
    class OfRevocations extends RevocationStoreContract {
        @Override
        protected RevocationStore node(InstantSource clock) {
            return StoreContractsOnH2.this.node(clock).revocations();
        }

        @Override
        protected void empty() throws SQLException {
            database.empty();
        }

        @Override
        protected void deleteExpired(InstantSource clock) {
            StoreContractsOnH2.this.node(clock).deleteExpired(100);
        }

        @Override
        protected Optional<RevocationStore> down() throws SQLException {
            return Optional.of(StoreContractsOnH2.this.down().revocations());
        }
    }
}
