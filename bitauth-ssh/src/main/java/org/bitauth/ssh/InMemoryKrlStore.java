package org.bitauth.ssh;

import java.time.InstantSource;

/** A revocation list that ends with the process, for tests and demonstrations. */
public final class InMemoryKrlStore implements KrlStore {
    private final InstantSource clock;
    private Krl krl = Krl.empty();

    /**
     * An empty list.
     *
     * @param clock tells when lists are made
     */
    public InMemoryKrlStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Krl current() {
        return krl;
    }

    @Override
    public synchronized Krl revoke(Revocation... added) {
        krl = krl.plus(clock.instant(), added);
        return krl;
    }

    @Override
    public synchronized Krl restore(Revocation... removed) {
        krl = krl.minus(clock.instant(), removed);
        return krl;
    }
}
