package org.bitauth.keystone.store;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.token.RevocationStore;
import org.junit.jupiter.api.Nested;

/** All contracts of this package, on {@link JdbcStores} in a database that {@link Migrations} has been through. */
public abstract class JdbcStoresContract {
    private static final InstantSource CLOCK = InstantSource.system();

    /**
     * Connections of a node.
     *
     * @return another node's at each call, or by turns those of two
     * @throws Exception if the database cannot be reached
     */
    protected abstract DataSource connections() throws Exception;

    /**
     * Deletes the rows of all tables but the number of the list of revocations and the position of the chain.
     *
     * @throws Exception if the database cannot be reached
     */
    protected abstract void empty() throws Exception;

    /**
     * Connections to a database of the same kind that has answered and is now down.
     *
     * @return connections that fail
     * @throws Exception if it cannot be arranged
     */
    protected abstract DataSource down() throws Exception;

    private JdbcStores stores(InstantSource clock) throws Exception {
        return JdbcStores.of(connections(), clock);
    }

    private JdbcStores storesThatAreDown() throws Exception {
        return JdbcStores.of(down(), CLOCK);
    }

    @Nested
    class OfDirectories extends DirectoryStoreContract {
        @Override
        protected DirectoryStore node(InstantSource clock) throws Exception {
            return stores(clock).directory();
        }

        @Override
        protected ApplicationCredentials credentials() throws Exception {
            return stores(CLOCK).applicationCredentials();
        }

        @Override
        protected void empty() throws Exception {
            JdbcStoresContract.this.empty();
        }

        @Override
        protected Optional<DirectoryStore> down() throws Exception {
            return Optional.of(storesThatAreDown().directory());
        }
    }

    @Nested
    class OfGrants extends GrantContract {
        @Override
        protected DirectoryStore node(InstantSource clock) throws Exception {
            return stores(clock).directory();
        }

        @Override
        protected void empty() throws Exception {
            JdbcStoresContract.this.empty();
        }
    }

    @Nested
    class OfRaces extends DirectoryRaceContract {
        @Override
        protected DirectoryStore node(InstantSource clock) throws Exception {
            return stores(clock).directory();
        }

        @Override
        protected ApplicationCredentials credentials() throws Exception {
            return stores(CLOCK).applicationCredentials();
        }

        @Override
        protected void empty() throws Exception {
            JdbcStoresContract.this.empty();
        }
    }

    @Nested
    class OfApplicationCredentials extends ApplicationCredentialsContract {
        @Override
        protected ApplicationCredentials node() throws Exception {
            return stores(CLOCK).applicationCredentials();
        }

        @Override
        protected void begin() throws Exception {
            JdbcStoresContract.this.empty();
            CloudSample.fill(stores(CLOCK).directory(), List.of("p1", "p2"), List.of("u1", "u2"));
        }

        @Override
        protected Optional<ApplicationCredentials> down() throws Exception {
            return Optional.of(storesThatAreDown().applicationCredentials());
        }
    }

    @Nested
    class OfRevocations extends RevocationStoreContract {
        @Override
        protected RevocationStore node(InstantSource clock) throws Exception {
            return stores(clock).revocations();
        }

        @Override
        protected void empty() throws Exception {
            JdbcStoresContract.this.empty();
        }

        @Override
        protected void deleteExpired(InstantSource clock) throws Exception {
            stores(clock).deleteExpired(100);
        }

        @Override
        protected Optional<RevocationStore> down() throws Exception {
            return Optional.of(storesThatAreDown().revocations());
        }
    }

    @Nested
    class OfLeases extends LeaseStoreContract {
        @Override
        protected LeaseStore node() throws Exception {
            return stores(CLOCK).leases();
        }

        @Override
        protected void empty() throws Exception {
            JdbcStoresContract.this.empty();
        }

        @Override
        protected Optional<LeaseStore> down() throws Exception {
            return Optional.of(storesThatAreDown().leases());
        }
    }

    @Nested
    class OfOrders extends OrderBookContract {
        @Override
        protected LeaseStore node() throws Exception {
            return stores(CLOCK).leases();
        }

        @Override
        protected void empty() throws Exception {
            JdbcStoresContract.this.empty();
        }
    }

    @Nested
    class OfChains extends ChainBookContract {
        @Override
        protected LeaseStore node() throws Exception {
            return stores(CLOCK).leases();
        }

        @Override
        protected void empty() throws Exception {
            JdbcStoresContract.this.empty();
        }
    }

    @Nested
    class OfLeaseRaces extends LeaseRaceContract {
        @Override
        protected LeaseStore node() throws Exception {
            return stores(CLOCK).leases();
        }

        @Override
        protected void empty() throws Exception {
            JdbcStoresContract.this.empty();
        }
    }
}
