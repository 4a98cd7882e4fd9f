package org.bitauth.keystone.middleware;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.keystone.token.TokenKeySet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a bridge: read when they are first needed; again, not more often than once a minute, for an unknown one; and
 * every five minutes, so that a key which the cloud withdrew ends here too. Keys that could not be read again for an hour
 * are used no longer.
 */
final class KeyFeed {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration RENEW = Duration.ofMinutes(5);
    private static final Duration MAX_AGE = Duration.ofHours(1);

    private final PolledDocument document;
    private final InstantSource clock;
    private volatile @Nullable Held held;

    KeyFeed(URI url, DirectHttpClient http, InstantSource clock) {
        document = new PolledDocument(url, PAUSE, http, clock);
        this.clock = clock;
    }

    private record Held(KnownKeys known, Instant askedAt) {
        boolean isYounger(Duration age, Instant now) {
            return !now.isBefore(askedAt) && now.isBefore(askedAt.plus(age));
        }
    }

    /** The keys, after a look for this one if it is not among them; empty if there are none to go by. */
    Optional<KnownKeys> lookingFor(String keyId) {
        Held present = held;
        Instant now = clock.instant();
        boolean usable = present != null && present.isYounger(MAX_AGE, now);
        boolean settled = present != null
                && present.isYounger(RENEW, now)
                && present.known().keys().ids().contains(keyId);
        if (!settled) {
            document.poll(usable, this::take);
        }
        return Optional.ofNullable(held)
                .filter(keys -> keys.isYounger(MAX_AGE, clock.instant()))
                .map(Held::known);
    }

    /** What came of the last try, for the operator. */
    String state() {
        return document.state();
    }

    private boolean take(String text, Instant askedAt) {
        try {
            TokenKeySet keys = TokenKeySet.parse(text);
            Held before = held;
            KnownKeys known = before != null && before.known().keys().ids().equals(keys.ids())
                    ? before.known()
                    : new KnownKeys(keys, clock);
            held = new Held(known, askedAt);
            return true;
        } catch (MalformedException e) { // the keys that are there stay
            return false;
        }
    }
}
