package org.bitauth.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.bitauth.StoreException;

/** The lines of docs/embedding.md: a guard on one Redis primary. */
final class RedisReplayGuard implements ReplayGuard {
    private final RedisCommands redis;
    private final InstantSource clock;

    RedisReplayGuard(RedisCommands redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public boolean claim(String nonce, Instant until) {
        long millis = Math.max(1, Duration.between(clock.instant(), until).toMillis() + 1);
        return redis.call("SET", "bitauth_nonce " + nonce, "1", "NX", "PX", Long.toString(millis))
                .isPresent();
    }

    @Override
    public boolean isClaimed(String nonce) {
        return redis.call("GET", "bitauth_nonce " + nonce).isPresent();
    }

    @Override
    public Instant rememberingSince() {
        if (redis.call("GET", "bitauth_since").isEmpty()) {
            redis.call("SET", "bitauth_since", clock.instant().toString(), "NX");
        }
        return Instant.parse(redis.call("GET", "bitauth_since")
                .orElseThrow(() -> new StoreException("Redis was emptied meanwhile")));
    }
}
