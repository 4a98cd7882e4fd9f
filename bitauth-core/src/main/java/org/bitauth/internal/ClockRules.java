package org.bitauth.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the verifiers have in common about time. */
public final class ClockRules {
    private static final Duration LEAST_SKEW = Duration.ofSeconds(1);
    private static final Duration MOST_SKEW = Duration.ofSeconds(60);

    private ClockRules() {}

    /**
     * From when on a replay guard surely remembers, by the clock of every node: one skew after the beginning that it
     * tells, since the node that wrote the beginning may have had a slow clock.
     *
     * @return a whole second
     */
    public static Instant memory(Instant rememberingSince, Duration skew) {
        Instant floor = rememberingSince.truncatedTo(ChronoUnit.SECONDS);
        return (floor.equals(rememberingSince) ? floor : floor.plusSeconds(1)).plus(skew);
    }

    /** The later of two instants. */
    public static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Takes a skew of 1 to 60 seconds (FAPI 2.0, section 5.3.2.1). */
    public static Duration requireSkew(Duration skew) {
        if (skew.compareTo(LEAST_SKEW) < 0 || skew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("skew must be 1 to 60 seconds, was " + skew);
        }
        return skew;
    }
}
