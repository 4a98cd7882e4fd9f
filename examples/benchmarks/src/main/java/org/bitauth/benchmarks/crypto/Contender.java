package org.bitauth.benchmarks.crypto;

import java.io.IOException;

/** One way to do one thing. */
interface Contender {
    /** How often it was done, and the nanoseconds of the thread's processor time that this took. */
    record Slice(long count, long nanos) {
        double micros() {
            return nanos / 1e3 / count;
        }
    }

    /** What it says to a case: 1 or 0 for a verification, 128 hex digits for a signature. */
    String answer(Case one) throws IOException;

    /** Does it for so many nanoseconds by the clock with the cases that are measured, over and over. */
    Slice run(long nanos) throws IOException;

    /** Tells whether it runs in this process, so that the just-in-time compiler must see it first. */
    boolean needsWarmUp();
}
