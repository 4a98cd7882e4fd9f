package org.bitauth.keystone.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bitauth.keystone.payment.LeaseStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of leases on a file of H2, each test on a new one. */
class JdbcLeaseStoreFileTest {
    private final H2File file;

    JdbcLeaseStoreFileTest(@TempDir Path folder) throws IOException {
        file = H2File.open(folder);
        Migrations.run(file.dataSource());
    }

    @AfterEach
    void close() {
        file.close();
    }

    private LeaseStore another() {
        return new JdbcLeaseStore(file.dataSource());
    }

    @Nested
    class OfLeases extends LeaseStoreContract {
        @Override
        protected LeaseStore node() {
            return another();
        }

        @Override
        protected void empty() {}

        @Override
        protected Optional<LeaseStore> down() throws IOException {
            another().read(book -> book.nextIndex("any"));
            file.close();
            return Optional.of(another());
        }
    }

    @Nested
    class OfOrders extends OrderBookContract {
        @Override
        protected LeaseStore node() {
            return another();
        }

        @Override
        protected void empty() {}
    }

    @Nested
    class OfChains extends ChainBookContract {
        @Override
        protected LeaseStore node() {
            return another();
        }

        @Override
        protected void empty() {}
    }

    @Nested
    class OfRaces extends LeaseRaceContract {
        @Override
        protected LeaseStore node() {
            return another();
        }

        @Override
        protected void empty() {}
    }
}
