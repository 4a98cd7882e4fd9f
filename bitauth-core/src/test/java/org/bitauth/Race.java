package org.bitauth;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;

/** Lets many threads try the same thing at the same moment, round after round. */
public final class Race {
    private Race() {}

    /** How many threads won each round; all begin each round together. */
    public static int[] winners(int threads, int rounds, IntPredicate attempt) throws Exception {
        return winners(threads, rounds, 1, attempt);
    }

    /** How many threads won each round; all begin each stretch of so many rounds together, and then run freely. */
    public static int[] winners(int threads, int rounds, int stretch, IntPredicate attempt) throws Exception {
        AtomicIntegerArray winners = new AtomicIntegerArray(rounds);
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<Integer> runner = () -> {
            for (int round = 0; round < rounds; round++) {
                if (round % stretch == 0) {
                    start.await(20, TimeUnit.SECONDS);
                }
                if (attempt.test(round)) {
                    winners.incrementAndGet(round);
                }
            }
            return rounds;
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Future<Integer> done : pool.invokeAll(Collections.nCopies(threads, runner))) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        int[] out = new int[rounds];
        for (int round = 0; round < rounds; round++) {
            out[round] = winners.get(round);
        }
        return out;
    }
}
