package org.bitauth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work over and over on a few connections, each with a thread of its own, for a bounded time and count. */
final class Load {
    static final int CONNECTIONS = 4;
    private static final int MOST = 1_000_000;
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(2);

    private final URI server;
    private final Work work;

    Load(URI server, Work work) {
        this.server = server;
        this.work = work;
    }

    /** What is done over and over. */
    interface Work {
        /**
         * Does it once.
         *
         * @param number different in each call of one run
         * @throws IOException if an answer is not the one that is measured
         */
        void once(HttpConnection connection, int number) throws IOException;
    }

    private record Part(int count, double perSecond) {}

    /** Works done, and how many of them in a second. */
    record Rate(int count, double perSecond) {}

    /** Works until it was done that often, or the time is over. */
    void warmUp(int most, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        for (int done = 0; done < most && System.nanoTime() < end; ) {
            done += run(WARM_UP_STEP).count();
        }
    }

    /** Works for a time; what was begun is ended. */
    Rate run(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<Part>> parts = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int first = i;
                Callable<Part> one = () -> worker(first, end);
                parts.add(threads.submit(one));
            }
            Rate sum = new Rate(0, 0);
            for (Future<Part> part : parts) {
                sum = new Rate(
                        sum.count() + part.get().count(),
                        sum.perSecond() + part.get().perSecond());
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Part worker(int first, long end) throws IOException {
        try (HttpConnection connection = new HttpConnection(server)) {
            long begin = System.nanoTime();
            int count = 0;
            while (count < MOST && (count == 0 || System.nanoTime() < end)) {
                work.once(connection, first + count * CONNECTIONS);
                count++;
            }
            return new Part(count, count * 1e9 / (System.nanoTime() - begin));
        }
    }
}
