package org.bitauth.keystone.payment.http;

import java.time.InstantSource;

/** Bounds how many orders one node takes in a minute: each one is kept for good, and its address is watched. */
final class OrderLimit {
    private final int perMinute;
    private final InstantSource clock;
    private long minute;
    private int taken;

    OrderLimit(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Tells whether there is room for one more. */
    synchronized boolean hasRoom() {
        turn();
        return taken < perMinute;
    }

    /** Counts one that was taken; what was refused costs nothing and does not count. */
    synchronized void count() {
        turn();
        taken++;
    }

    private void turn() {
        long now = clock.instant().getEpochSecond() / 60;
        if (now != minute) {
            minute = now;
            taken = 0;
        }
    }
}
