package org.bitauth.benchmarks.crypto;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** A way that is Java, or called from Java, in this process. */
final class InProcess<T> implements Contender {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int CALLS_BETWEEN_LOOKS = 8;

    private final Function<Case, T> prepare;
    private final Function<T, Object> operation;
    private final List<T> prepared;
    private int next;

    /**
     * One operation.
     *
     * @param prepare what is not measured: brings a case into the form that the operation takes
     * @param operation gives a {@code Boolean}, the 64 bytes of a signature, or something else that is not null
     * @param prepared what is measured, in rotation, from one slice to the next
     */
    InProcess(Function<Case, T> prepare, Function<T, Object> operation, List<T> prepared) {
        this.prepare = prepare;
        this.operation = operation;
        this.prepared = prepared;
    }

    static <T> InProcess<T> of(List<Case> cases, Function<Case, T> prepare, Function<T, Object> operation) {
        return new InProcess<>(prepare, operation, cases.stream().map(prepare).toList());
    }

    @Override
    public String answer(Case one) {
        Object answer = operation.apply(prepare.apply(one));
        if (answer instanceof Boolean verifies) {
            return verifies ? "1" : "0";
        }
        return answer instanceof byte[] signature ? HexFormat.of().formatHex(signature) : answer.toString();
    }

    @Override
    public Slice run(long nanos) {
        long end = System.nanoTime() + nanos;
        long begin = THREADS.getCurrentThreadCpuTime();
        long count = 0;
        do {
            for (int i = 0; i < CALLS_BETWEEN_LOOKS; i++) {
                T one = prepared.get(next);
                next = (next + 1) % prepared.size();
                count++;
                if (Boolean.FALSE.equals(operation.apply(one))) {
                    throw new IllegalStateException("a good signature was refused");
                }
            }
        } while (System.nanoTime() < end);
        return new Slice(count, THREADS.getCurrentThreadCpuTime() - begin);
    }

    @Override
    public boolean needsWarmUp() {
        return true;
    }
}
