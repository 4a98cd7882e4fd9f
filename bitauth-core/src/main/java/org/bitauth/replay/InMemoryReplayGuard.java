package org.bitauth.replay;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.bitauth.StoreException;

/**
 * Remembers the nonces of one process. Bounded: when it is full of nonces that have not expired it refuses new ones
 * rather than forget one. A claim costs constant time; expired nonces leave in groups of one second.
 */
public final class InMemoryReplayGuard implements ReplayGuard {
    /** The capacity unless another is given: about 100 MB of nonces when full. */
    public static final int DEFAULT_CAPACITY = 1_000_000;

    private final int capacity;
    private final InstantSource clock;
    private final Instant since;
    private final Set<String> claimed = new HashSet<>();
    private final TreeMap<Long, List<String>> bySecond = new TreeMap<>();

    /** A guard of the default capacity on the system's clock. */
    public InMemoryReplayGuard() {
        this(DEFAULT_CAPACITY, InstantSource.system());
    }

    /**
     * A guard.
     *
     * @param capacity how many nonces it remembers at most
     * @param clock what tells the time
     */
    public InMemoryReplayGuard(int capacity, InstantSource clock) {
        this.capacity = capacity;
        this.clock = clock;
        this.since = clock.instant();
    }

    @Override
    public synchronized boolean claim(String nonce, Instant until) {
        forgetExpired();
        if (claimed.contains(nonce)) {
            return false;
        }
        if (claimed.size() >= capacity) {
            throw new StoreException("replay guard is full: " + capacity + " nonces that have not expired");
        }
        claimed.add(nonce);
        bySecond.computeIfAbsent(until.getEpochSecond() + 1, second -> new ArrayList<>())
                .add(nonce);
        return true;
    }

    @Override
    public synchronized boolean isClaimed(String nonce) {
        return claimed.contains(nonce);
    }

    @Override
    public Instant rememberingSince() {
        return since;
    }

    private void forgetExpired() {
        long now = clock.instant().getEpochSecond();
        while (!bySecond.isEmpty() && bySecond.firstKey() <= now) {
            bySecond.pollFirstEntry().getValue().forEach(claimed::remove);
        }
    }
}
