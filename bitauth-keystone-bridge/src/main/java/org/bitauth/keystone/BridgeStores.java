package org.bitauth.keystone;

import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.replay.ReplayGuard;

/** What a bridge remembers beside its directory. Nodes of one cloud share it. */
public interface BridgeStores {
    /**
     * Remembers used challenges and requests.
     *
     * @return the guard
     */
    ReplayGuard replayGuard();

    /**
     * Remembers revoked tokens.
     *
     * @return the store
     */
    RevocationStore revocations();

    /**
     * Remembers application credentials.
     *
     * @return the store
     */
    ApplicationCredentials applicationCredentials();
}
