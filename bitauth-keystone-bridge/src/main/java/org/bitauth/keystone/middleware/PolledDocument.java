package org.bitauth.keystone.middleware;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.jspecify.annotations.Nullable;

/**
 * A text on a server, fetched when it is used: by one thread, while the others go on with what they have. Whatever came of
 * it, it is not fetched again before a pause; that is one second where there is nothing to go on with.
 */
final class PolledDocument {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final URI url;
    private final Duration pause;
    private final DirectHttpClient http;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Instant tried;
    private volatile String outcome = "not asked yet";

    PolledDocument(URI url, Duration pause, DirectHttpClient http, InstantSource clock) {
        this.url = url;
        this.pause = pause;
        this.http = http;
        this.clock = clock;
    }

    /** Takes a text that was asked for at a certain time; false if it is not good. */
    @FunctionalInterface
    interface Taker {
        boolean take(String text, Instant askedAt);
    }

    /** Fetches the text if it is time to. Who has nothing to go on with waits for the thread that fetches. */
    void poll(boolean canGoOn, Taker taker) {
        Duration wait = canGoOn ? pause : RETRY;
        if (!isDue(wait)) {
            return;
        }
        if (!fetching.tryLock()) {
            if (canGoOn) {
                return;
            }
            fetching.lock();
        }
        try {
            if (isDue(wait)) { // another thread may have done it meanwhile
                outcome = fetch(taker);
            }
        } finally {
            fetching.unlock();
        }
    }

    /** Where it is, and what came of the last try, for the operator. */
    String state() {
        return url + ": " + outcome;
    }

    private String fetch(Taker taker) {
        Instant askedAt = clock.instant();
        try {
            RawResponse answer = http.send("GET", url, Map.of(), new byte[0]);
            if (answer.status() != 200) {
                return "status " + answer.status();
            }
            return taker.take(answer.text(), askedAt) ? "good" : "refused";
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } finally {
            tried = clock.instant(); // not before: others who have nothing must find it due, and wait
        }
    }

    /** A clock that was set back must not stop the polling. */
    private boolean isDue(Duration wait) {
        Instant last = tried;
        Instant now = clock.instant();
        return last == null || now.isBefore(last) || !now.isBefore(last.plus(wait));
    }
}
