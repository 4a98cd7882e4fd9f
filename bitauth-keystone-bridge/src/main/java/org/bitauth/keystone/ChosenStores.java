package org.bitauth.keystone;

import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.replay.ReplayGuard;

/** The stores of one bridge, each from where the embedder said. */
record ChosenStores(ReplayGuard replayGuard, RevocationStore revocations, ApplicationCredentials applicationCredentials)
        implements BridgeStores {}
