package org.bitauth.replay;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract on a new H2 database for each test. */
abstract class H2Contract extends ReplayGuardContract {
    private @Nullable H2Store opened;

    abstract String url();

    H2Store store() throws Exception {
        if (opened == null) {
            opened = new H2Store(url());
        }
        return opened;
    }

    @AfterEach
    void close() throws Exception {
        store().close();
    }

    @Override
    protected ReplayGuard node(InstantSource clock) throws Exception {
        return store().guard(clock);
    }

    @Override
    protected void empty() throws Exception {
        store().empty();
    }

    @Override
    protected void deleteExpired() throws Exception {
        store().deleteExpired();
    }

    @Override
    protected Optional<ReplayGuard> down() throws Exception {
        ReplayGuard guard = node(InstantSource.system());
        guard.rememberingSince();
        store().close();
        return Optional.of(guard);
    }
}
