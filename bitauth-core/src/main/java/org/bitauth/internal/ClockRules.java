package org.bitauth.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the verifiers have in common about time. */
public final class ClockRules {
    private static final Duration LEAST_SKEW = Duration.ofSeconds(1);
    private static final Duration MOST_SKEW = Duration.ofSeconds(60);

    private ClockRules() {}

    /** The first whole second that is not before an instant. */
    public static Instant ceiling(Instant instant) {
        Instant floor = instant.truncatedTo(ChronoUnit.SECONDS);
        return floor.equals(instant) ? floor : floor.plusSeconds(1);
    }

    /** Takes a skew of 1 to 60 seconds (FAPI 2.0, section 5.3.2.1). */
    public static Duration requireSkew(Duration skew) {
        if (skew.compareTo(LEAST_SKEW) < 0 || skew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("skew must be 1 to 60 seconds, was " + skew);
        }
        return skew;
    }
}
