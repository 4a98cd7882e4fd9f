package org.bitauth.keystone.store;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.InMemoryApplicationCredentials;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.token.InMemoryRevocationStore;
import org.bitauth.keystone.token.RevocationStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** The contracts on the stores of one process, where a node is all nodes. */
class InMemoryStoresTest {
    private volatile InstantSource clock = InstantSource.system();
    private final InMemoryDirectory directory = new InMemoryDirectory(() -> clock.instant());

    @Nested
    class OfDirectories extends DirectoryStoreContract {
        @Override
        protected DirectoryStore node(InstantSource source) {
            clock = source;
            return directory;
        }

        @Override
        protected ApplicationCredentials credentials() {
            return directory;
        }

        @Override
        protected void empty() {}

        @Override
        protected Optional<DirectoryStore> down() {
            return Optional.empty();
        }
    }

    @Nested
    class OfGrants extends GrantContract {
        @Override
        protected DirectoryStore node(InstantSource source) {
            return directory;
        }

        @Override
        protected void empty() {}
    }

    @Nested
    class OfRaces extends DirectoryRaceContract {
        @Override
        protected DirectoryStore node(InstantSource source) {
            return directory;
        }

        @Override
        protected ApplicationCredentials credentials() {
            return directory;
        }

        @Override
        protected void empty() {}
    }

    @Nested
    class OfTheDirectorysCredentials extends ApplicationCredentialsContract {
        @Override
        protected ApplicationCredentials node() {
            return directory;
        }

        @Override
        protected void begin() {
            CloudSample.fill(directory, List.of("p1", "p2"), List.of("u1", "u2"));
        }

        @Override
        protected Optional<ApplicationCredentials> down() {
            return Optional.empty();
        }
    }

    @Nested
    class OfApplicationCredentials extends ApplicationCredentialsContract {
        private final InMemoryApplicationCredentials credentials = new InMemoryApplicationCredentials();

        @Override
        protected ApplicationCredentials node() {
            return credentials;
        }

        @Override
        protected void begin() {}

        @Override
        protected Optional<ApplicationCredentials> down() {
            return Optional.empty();
        }
    }

    @Nested
    class OfRevocations extends RevocationStoreContract {
        private @Nullable InMemoryRevocationStore store;

        @Override
        protected RevocationStore node(InstantSource source) {
            if (store == null) {
                store = new InMemoryRevocationStore(source);
            }
            return store;
        }

        @Override
        protected void empty() {
            store = null;
        }

        @Override
        protected Optional<RevocationStore> down() {
            return Optional.empty();
        }
    }

    @Nested
    class OfLeases extends LeaseStoreContract {
        private LeaseStore store = new InMemoryLeaseStore();

        @Override
        protected LeaseStore node() {
            return store;
        }

        @Override
        protected void empty() {
            store = new InMemoryLeaseStore();
        }

        @Override
        protected Optional<LeaseStore> down() {
            return Optional.empty();
        }
    }

    @Nested
    class OfOrders extends OrderBookContract {
        private LeaseStore store = new InMemoryLeaseStore();

        @Override
        protected LeaseStore node() {
            return store;
        }

        @Override
        protected void empty() {
            store = new InMemoryLeaseStore();
        }
    }

    @Nested
    class OfChains extends ChainBookContract {
        private LeaseStore store = new InMemoryLeaseStore();

        @Override
        protected LeaseStore node() {
            return store;
        }

        @Override
        protected void empty() {
            store = new InMemoryLeaseStore();
        }
    }

    @Nested
    class OfLeaseRaces extends LeaseRaceContract {
        private LeaseStore store = new InMemoryLeaseStore();

        @Override
        protected LeaseStore node() {
            return store;
        }

        @Override
        protected void empty() {
            store = new InMemoryLeaseStore();
        }
    }
}
