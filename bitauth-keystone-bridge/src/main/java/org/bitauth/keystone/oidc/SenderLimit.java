package org.bitauth.keystone.oidc;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Bounds what one network address may do in a minute on this node. When too many addresses come, all wait. */
final class SenderLimit {
    private static final int MOST_SENDERS = 10_000;

    private final int perMinute;
    private final InstantSource clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private long minute;

    SenderLimit(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Counts one; false if it is one too many. */
    synchronized boolean allows(String sender) {
        long now = clock.instant().getEpochSecond() / 60;
        if (now != minute) {
            minute = now;
            counts.clear();
        }
        if (counts.size() >= MOST_SENDERS && !counts.containsKey(sender)) {
            return false;
        }
        return counts.merge(sender, 1, Integer::sum) <= perMinute;
    }
}
