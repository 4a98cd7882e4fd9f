package org.bitauth.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bitauth.StoreException;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.BridgeStores;
import org.bitauth.keystone.DirectoryAdmin;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.store.H2File;
import org.bitauth.keystone.store.JdbcStores;
import org.bitauth.keystone.store.Migrations;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;

/**
 * The database of the identity service while it is open: PostgreSQL, or a file in the state folder that one process has
 * open at a time. Closing it ends its connections and its cleaning.
 */
final class IdentityStores implements BridgeStores, AutoCloseable {
    private static final int CLEAN_AT_ONCE = 10_000;

    private final JdbcStores stores;
    private final ReplayGuard guard;
    private final Runnable connections;
    private final ScheduledExecutorService cleaner;
    private final ScheduledFuture<?> cleaning;

    private IdentityStores(JdbcStores stores, ReplayGuard guard, Runnable connections) {
        this.stores = stores;
        this.guard = guard;
        this.connections = connections;
        cleaner = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "bitauth-cleaner");
            thread.setDaemon(true);
            return thread;
        });
        cleaning = cleaner.scheduleWithFixedDelay(this::clean, 1, 1, TimeUnit.MINUTES);
    }

    /** The stores of a config that has an identity service, and in them who is there from the start. */
    static Optional<IdentityStores> of(ServeConfig config, Consumer<FirstUsers> first) {
        return config.identity().map(identity -> {
            IdentityStores stores = open(identity, config.state().orElseThrow());
            FirstUsers users = new FirstUsers(stores.admin());
            users.domain();
            first.accept(users);
            return stores;
        });
    }

    /** Opens the database, and brings its tables up to date. */
    static IdentityStores open(IdentityConfig config, Path state) {
        InstantSource clock = InstantSource.system();
        if (config.database() != null) {
            HikariDataSource pool = config.database().open();
            Migrations.run(pool);
            JdbcStores stores = JdbcStores.of(pool, clock);
            return new IdentityStores(stores, stores.replayGuard(), pool::close);
        }
        try {
            H2File file = H2File.open(state);
            Migrations.run(file.dataSource());
            // One process has the file: its memory of used nonces may end with it, since it begins anew by time.
            return new IdentityStores(
                    JdbcStores.of(file.dataSource(), clock),
                    new InMemoryReplayGuard(InMemoryReplayGuard.DEFAULT_CAPACITY, clock),
                    file::close);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "state folder " + state + " cannot be made");
        } catch (StoreException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "the database in " + state + " cannot be opened; another process may have it open");
        }
    }

    DirectoryStore directory() {
        return stores.directory();
    }

    /** Orders, payments and leases. */
    LeaseStore leases() {
        return stores.leases();
    }

    DirectoryAdmin admin() {
        return new DirectoryAdmin(directory(), revocations(), InstantSource.system());
    }

    /** Remembers over a restart what is used seldom. */
    ReplayGuard lastingGuard() {
        return stores.replayGuard();
    }

    @Override
    public ReplayGuard replayGuard() {
        return guard;
    }

    @Override
    public RevocationStore revocations() {
        return stores.revocations();
    }

    @Override
    public ApplicationCredentials applicationCredentials() {
        return stores.applicationCredentials();
    }

    @Override
    public void close() {
        cleaning.cancel(true);
        cleaner.shutdownNow();
        connections.run();
    }

    private void clean() {
        try {
            stores.deleteExpired(CLEAN_AT_ONCE);
        } catch (StoreException e) {
            // It is there again at the next minute, or requests tell the operator.
        }
    }
}
