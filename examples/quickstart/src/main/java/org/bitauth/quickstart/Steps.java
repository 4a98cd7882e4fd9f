package org.bitauth.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Runs steps one after the other and prints a line for each, with its time. */
final class Steps {
    private final PrintStream out;
    private int passed;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** What a step does. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws Exception;
    }

    /** A step that failed; its message names it. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String step, Throwable cause) {
            super("step failed: " + step + ": " + cause.getMessage(), cause);
        }
    }

    <T> T step(String name, Action<T> action) {
        long start = System.nanoTime();
        T result;
        try {
            result = action.run();
        } catch (Exception e) {
            throw new Failed(name, e);
        }
        passed++;
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        out.printf(Locale.ROOT, "%2d. %-70s %6d ms%n", passed, name, time.toMillis());
        return result;
    }

    /** A step that passes only if the other side says no. */
    void refused(String name, int wanted, Action<Integer> action) {
        step("refused: " + name, () -> {
            int code = action.run();
            if (code != wanted) {
                throw new IllegalStateException("must be refused with " + wanted + ", was " + code);
            }
            return code;
        });
    }

    /** Prints what a step made, below its line. */
    void show(String text) {
        out.println("      " + text.replace("\n", "\n      "));
    }

    int passed() {
        return passed;
    }
}
