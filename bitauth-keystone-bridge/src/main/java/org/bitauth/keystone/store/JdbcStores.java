package org.bitauth.keystone.store;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.BridgeStores;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.replay.JdbcReplayGuard;
import org.bitauth.replay.ReplayGuard;

/**
 * All stores of a bridge on one database, PostgreSQL or H2, which several nodes may share. The database must not lose what it
 * acknowledged: no {@code synchronous_commit=off}; an H2 file by {@link H2File}. Thread-safe.
 */
public final class JdbcStores implements BridgeStores {
    private final JdbcReplayGuard replayGuard;
    private final JdbcRevocationStore revocations;
    private final JdbcApplicationCredentials credentials;
    private final JdbcDirectory directory;

    private JdbcStores(DataSource dataSource, InstantSource clock) {
        replayGuard = new JdbcReplayGuard(dataSource, clock);
        revocations = new JdbcRevocationStore(dataSource, clock);
        credentials = new JdbcApplicationCredentials(dataSource);
        directory = new JdbcDirectory(dataSource, clock);
    }

    /**
     * Opens the stores on the system's clock, as {@link #of(DataSource, InstantSource)}.
     *
     * @param dataSource connections, best from a pool that bounds the wait for one
     * @return the stores
     */
    public static JdbcStores of(DataSource dataSource) {
        return of(dataSource, InstantSource.system());
    }

    /**
     * Opens the stores, and brings their tables up to date.
     *
     * @param dataSource connections, best from a pool that bounds the wait for one
     * @param clock what tells the time
     * @return the stores
     * @throws org.bitauth.StoreException if the database cannot answer, or has tables of a later version
     */
    public static JdbcStores of(DataSource dataSource, InstantSource clock) {
        Schema.update(dataSource);
        return new JdbcStores(dataSource, clock);
    }

    /**
     * Users, projects and roles.
     *
     * @return a directory that can be written
     */
    public DirectoryStore directory() {
        return directory;
    }

    @Override
    public ReplayGuard replayGuard() {
        return replayGuard;
    }

    @Override
    public RevocationStore revocations() {
        return revocations;
    }

    @Override
    public ApplicationCredentials applicationCredentials() {
        return credentials;
    }

    /**
     * Deletes nonces and revocations whose time is over. Any node may do it at any time; once a minute is good.
     *
     * @param most how many of each to delete at most in this call
     * @return how many were deleted
     * @throws org.bitauth.StoreException if the database cannot answer
     */
    public int deleteExpired(int most) {
        return replayGuard.deleteExpired(most) + revocations.deleteExpired(most);
    }
}
