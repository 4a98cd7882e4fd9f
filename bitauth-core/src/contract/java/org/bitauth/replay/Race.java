package org.bitauth.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Lets many threads try the same thing at the same moment, round after round. */
public final class Race {
    private static final long START_SECONDS = 60;

    private Race() {}

    /** What each thread does in each round. */
    public interface Attempt {
        /**
         * Tries once.
         *
         * @param thread number of the thread, from 0
         * @param round number of the round, from 0
         * @return true if this thread won the round
         */
        boolean wins(int thread, int round);
    }

    /**
     * Runs a race whose rounds all begin together.
     *
     * @param threads how many take part
     * @param rounds how many rounds
     * @param attempt what each thread does in a round
     * @return how many threads won each round
     * @throws Exception if a thread did not come to the start in time
     * @throws AssertionError if an attempt threw something, which is its cause
     */
    public static int[] winners(int threads, int rounds, IntPredicate attempt) throws Exception {
        return winners(threads, rounds, 1, (thread, round) -> attempt.test(round));
    }

    /**
     * Runs a race in stretches of rounds.
     *
     * @param threads how many take part
     * @param rounds how many rounds
     * @param stretch all threads begin each stretch of so many rounds together, and then run freely
     * @param attempt what each thread does in a round
     * @return how many threads won each round
     * @throws Exception if a thread did not come to the start in time
     * @throws AssertionError if an attempt threw something, which is its cause
     */
    public static int[] winners(int threads, int rounds, int stretch, Attempt attempt) throws Exception {
        AtomicIntegerArray winners = new AtomicIntegerArray(rounds);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Callable<Integer>> runners = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            runners.add(() -> {
                for (int round = 0; round < rounds; round++) {
                    if (round % stretch == 0) {
                        start.await(START_SECONDS, TimeUnit.SECONDS);
                    }
                    if (failure.get() == null && wins(attempt, thread, round, failure)) {
                        winners.incrementAndGet(round);
                    }
                }
                return rounds;
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Future<Integer> done : pool.invokeAll(runners)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        if (failure.get() != null) {
            throw new AssertionError("an attempt failed", failure.get());
        }
        int[] out = new int[rounds];
        for (int round = 0; round < rounds; round++) {
            out[round] = winners.get(round);
        }
        return out;
    }

    private static boolean wins(Attempt attempt, int thread, int round, AtomicReference<@Nullable Throwable> failure) {
        try {
            return attempt.wins(thread, round);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            return false;
        }
    }
}
