package org.bitauth.benchmarks.crypto;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What this thread takes of the heap. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long SLICE = 200_000_000;

    private Allocation() {}

    /** Bytes for each time that a contender of this process does what it does. */
    static double bytes(Contender contender) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long count = contender.run(SLICE).count();
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) count;
    }
}
