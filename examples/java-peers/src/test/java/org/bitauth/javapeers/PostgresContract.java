package org.bitauth.javapeers;

import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.replay.JdbcReplayGuard;
import org.bitauth.replay.ReplayGuard;
import org.bitauth.replay.ReplayGuardContract;
import org.junit.jupiter.api.AfterEach;

/** The contract on a PostgreSQL that its tests share. */
abstract class PostgresContract extends ReplayGuardContract {
    private final PostgresStore store;
    private final boolean strict;

    PostgresContract(PostgresStore store, boolean strict) {
        this.store = store;
        this.strict = strict;
    }

    @AfterEach
    void closePools() {
        store.closePools();
    }

    @Override
    protected ReplayGuard node(InstantSource clock) {
        return guard(clock);
    }

    @Override
    protected void empty() throws Exception {
        store.execute("TRUNCATE bitauth_replay_nonce, bitauth_replay_memory");
    }

    @Override
    protected void deleteExpired() throws Exception {
        store.deleteExpired();
    }

    @Override
    protected Optional<ReplayGuard> down() throws Exception {
        PostgresStore other = PostgresStore.start();
        HikariDataSource connections = other.connections(strict);
        connections.setConnectionTimeout(1_000);
        JdbcReplayGuard guard = new JdbcReplayGuard(connections, InstantSource.system());
        guard.rememberingSince();
        other.stop();
        return Optional.of(guard);
    }

    private JdbcReplayGuard guard(InstantSource clock) {
        return new JdbcReplayGuard(store.connections(strict), clock);
    }
}
