package org.bitauth.benchmarks;

import java.time.InstantSource;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.BridgeStores;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;

/** Stores of a database that one process has: it remembers used nonces in memory. */
record OneProcess(ReplayGuard replayGuard, RevocationStore revocations, ApplicationCredentials applicationCredentials)
        implements BridgeStores {
    OneProcess(BridgeStores database) {
        this(
                new InMemoryReplayGuard(InMemoryReplayGuard.DEFAULT_CAPACITY, InstantSource.system()),
                database.revocations(),
                database.applicationCredentials());
    }
}
