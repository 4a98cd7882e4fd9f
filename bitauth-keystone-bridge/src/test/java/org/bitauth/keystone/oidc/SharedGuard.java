package org.bitauth.keystone.oidc;

import java.time.Instant;
import java.time.InstantSource;
import org.bitauth.StoreException;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;

/** The replay guard of several nodes, which a test may empty or take away. */
final class SharedGuard implements ReplayGuard {
    private volatile InMemoryReplayGuard kept = begun(DemoCloud.START.minusSeconds(3600));
    private volatile boolean down;

    /** Forgets everything, and that at this time. */
    void empty(Instant now) {
        kept = begun(now);
    }

    void takeAway() {
        down = true;
    }

    @Override
    public boolean claim(String nonce, Instant until) {
        return kept().claim(nonce, until);
    }

    @Override
    public boolean isClaimed(String nonce) {
        return kept().isClaimed(nonce);
    }

    @Override
    public Instant rememberingSince() {
        return kept().rememberingSince();
    }

    private InMemoryReplayGuard kept() {
        if (down) {
            throw new StoreException("no answer");
        }
        return kept;
    }

    private static InMemoryReplayGuard begun(Instant now) {
        return new InMemoryReplayGuard(1000, InstantSource.fixed(now));
    }
}
