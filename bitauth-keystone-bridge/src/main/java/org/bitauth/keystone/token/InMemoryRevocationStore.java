package org.bitauth.keystone.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The revocations of one process. Holds only tokens of its own that have not expired, so its size is bounded by them. */
public final class InMemoryRevocationStore implements RevocationStore {
    private static final int SWEEP_EVERY = 1024;

    private final InstantSource clock;
    private final Map<String, Instant> revoked = new HashMap<>();
    private int untilSweep = SWEEP_EVERY;

    /**
     * An empty store.
     *
     * @param clock what tells when a revocation may be forgotten
     */
    public InMemoryRevocationStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void revoke(String auditId, Instant expiresAt) {
        revoked.put(auditId, expiresAt);
        if (--untilSweep <= 0) {
            Instant now = clock.instant();
            revoked.values().removeIf(now::isAfter);
            untilSweep = SWEEP_EVERY + revoked.size();
        }
    }

    @Override
    public synchronized boolean isRevoked(String auditId) {
        return revoked.containsKey(auditId);
    }
}
