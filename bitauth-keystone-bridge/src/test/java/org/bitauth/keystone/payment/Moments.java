package org.bitauth.keystone.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets. */
final class Moments implements InstantSource {
    private Instant now = Instant.parse("2026-11-27T10:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    synchronized void set(Instant instant) {
        now = instant;
    }
}
