package org.bitauth.keystone.middleware;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.TokenKeySet;
import org.jspecify.annotations.Nullable;

/** The keys of a bridge: read when they are first needed, and again, not more often than once a minute, for an unknown one. */
final class KeyFeed {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final URI url;
    private final DirectHttpClient http;
    private final InstantSource clock;
    private @Nullable TokenKeySet keys;
    private Instant tried = Instant.MIN;

    KeyFeed(URI url, DirectHttpClient http, InstantSource clock) {
        this.url = url;
        this.http = http;
        this.clock = clock;
    }

    /** The keys; empty if they could not be read yet. */
    synchronized Optional<TokenKeySet> keys() {
        if (keys == null) {
            read(RETRY);
        }
        return Optional.ofNullable(keys);
    }

    /** Reads the keys again; true if there is one that was not there before. */
    synchronized boolean renewed() {
        TokenKeySet before = keys;
        read(PAUSE);
        return keys != null && before != null && !keys.ids().equals(before.ids());
    }

    private void read(Duration pause) {
        Instant now = clock.instant();
        if (tried.isAfter(Instant.MIN) && now.isBefore(tried.plus(pause))) {
            return;
        }
        tried = now;
        try {
            RawResponse answer = http.send("GET", url, Map.of(), new byte[0]);
            if (answer.status() == 200) {
                keys = TokenKeySet.parse(answer.text());
            }
        } catch (IOException | MalformedException e) {
            // The keys that are there stay; without any, nothing is accepted.
        }
    }
}
