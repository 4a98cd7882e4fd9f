package org.bitauth.replay;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The nodes of one process share its one guard, and its one clock. */
class InMemoryReplayGuardContractTest extends ReplayGuardContract {
    private volatile ReplayGuard store = new InMemoryReplayGuard();

    @Override
    protected ReplayGuard node(InstantSource clock) {
        return new ReplayGuard() {
            @Override
            public boolean claim(String nonce, Instant until) {
                return store.claim(nonce, until);
            }

            @Override
            public boolean isClaimed(String nonce) {
                return store.isClaimed(nonce);
            }

            @Override
            public Instant rememberingSince() {
                return store.rememberingSince();
            }
        };
    }

    @Override
    protected void empty() {
        store = new InMemoryReplayGuard();
    }

    @Override
    protected Optional<ReplayGuard> down() {
        return Optional.empty();
    }

    @Override
    protected ReplayGuard small() {
        return new InMemoryReplayGuard(1000, InstantSource.system());
    }

    @Override
    protected int rounds() {
        return 10_000;
    }
}
