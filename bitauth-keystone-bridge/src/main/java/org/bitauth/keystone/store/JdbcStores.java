package org.bitauth.keystone.store;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.bitauth.keystone.BridgeStores;
import org.bitauth.replay.JdbcReplayGuard;

/**
 * All stores of a bridge, and its directory, in one database that all nodes share: PostgreSQL, or H2 (see {@link H2File}).
 * {@link Migrations} makes the tables. The embedder calls {@link #deleteExpired} now and then, some times an hour. Immutable
 * and thread-safe.
 */
public final class JdbcStores implements BridgeStores {
    private final JdbcReplayGuard replayGuard;
    private final JdbcRevocationStore revocations;
    private final JdbcApplicationCredentials applicationCredentials;
    private final JdbcDirectory directory;
    private final JdbcLeaseStore leases;

    private JdbcStores(DataSource dataSource, InstantSource clock) {
        replayGuard = new JdbcReplayGuard(dataSource, clock);
        revocations = new JdbcRevocationStore(dataSource, clock);
        applicationCredentials = new JdbcApplicationCredentials(dataSource);
        directory = new JdbcDirectory(dataSource, clock);
        leases = new JdbcLeaseStore(dataSource);
    }

    /**
     * Stores on the system's clock. Does not connect yet.
     *
     * @param dataSource connections to the database, best from a pool; not one that joins the embedder's transactions
     * @return the stores
     */
    public static JdbcStores of(DataSource dataSource) {
        return of(dataSource, InstantSource.system());
    }

    /**
     * Stores. Does not connect yet.
     *
     * @param dataSource connections to the database, best from a pool; not one that joins the embedder's transactions
     * @param clock what tells the time
     * @return the stores
     */
    public static JdbcStores of(DataSource dataSource, InstantSource clock) {
        return new JdbcStores(dataSource, clock);
    }

    @Override
    public JdbcReplayGuard replayGuard() {
        return replayGuard;
    }

    @Override
    public JdbcRevocationStore revocations() {
        return revocations;
    }

    @Override
    public JdbcApplicationCredentials applicationCredentials() {
        return applicationCredentials;
    }

    /**
     * The users, projects and roles.
     *
     * @return the directory
     */
    public JdbcDirectory directory() {
        return directory;
    }

    /**
     * The orders, payments and leases.
     *
     * @return the store
     */
    public JdbcLeaseStore leases() {
        return leases;
    }

    /**
     * Deletes used nonces and revocations whose time is over, all that there are. Any node may do it at any time.
     *
     * @param atOnce how many to delete in one statement; at least 1, some thousands are good
     * @throws IllegalArgumentException if {@code atOnce} is less than 1
     * @throws org.bitauth.StoreException if the database cannot answer; some may have been deleted then
     */
    public void deleteExpired(int atOnce) {
        while (replayGuard.deleteExpired(atOnce) == atOnce) {
            // There may be more.
        }
        while (revocations.deleteExpired(atOnce) == atOnce) {
            // There may be more.
        }
    }
}
