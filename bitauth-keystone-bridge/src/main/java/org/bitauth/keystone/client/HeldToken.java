package org.bitauth.keystone.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A token and how long it is good, counted by the client's own clock.
 *
 * @param token the token
 * @param begun when it was asked for, or earlier
 * @param life how long it is good from then on
 */
record HeldToken(ClientToken token, Instant begun, Duration life) {
    private static final Duration LEAST = Duration.ofSeconds(60);

    /** Nothing if the token does not say how long it lives. */
    static Optional<HeldToken> of(ClientToken token, Instant begun) {
        return TokenReader.life(token).map(life -> new HeldToken(token, begun, life));
    }

    boolean isGood(Instant now) {
        return left(now).compareTo(Duration.ZERO) > 0;
    }

    /** Whether it is time for the next one: near its end, or when the clock was set back and so tells nothing. */
    boolean isDue(Instant now) {
        return now.isBefore(begun) || left(now).compareTo(margin()) < 0;
    }

    /** A tenth of the life, and 60 seconds at least, of a life that has them. */
    private Duration margin() {
        Duration half = life.dividedBy(2);
        Duration least = half.compareTo(LEAST) < 0 ? half : LEAST;
        Duration tenth = life.dividedBy(10);
        return tenth.compareTo(least) > 0 ? tenth : least;
    }

    private Duration left(Instant now) {
        return life.minus(Duration.between(begun, now));
    }
}
