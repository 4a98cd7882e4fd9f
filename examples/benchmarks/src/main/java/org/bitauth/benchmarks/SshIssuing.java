package org.bitauth.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bitauth.peers.Programs;

/**
 * User certificates for each second of processor time, in this process, and by a process of {@code ssh-keygen -s} for each;
 * in turn within each round: medians, and ratios to ssh-keygen.
 */
public final class SshIssuing {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UPS = 30;
    private static final int ROUNDS = 30;
    private static final int REQUESTS = 400;
    private static final int PROCESSES = 20;

    private final IssuingCloud cloud = new IssuingCloud();
    private final Map<String, Work<?>> ways = new LinkedHashMap<>();

    private SshIssuing() {
        ways.put("signed request, certificate", new Work<>(cloud::signedRequest, cloud::verifyAndIssue));
        ways.put("  the same, from HTTP's form", new Work<>(cloud::signedRequest, cloud::handle));
        ways.put("challenge answer, certificate", new Work<>(cloud::answer, cloud::verifyAndIssue));
        ways.put("certificate alone", new Work<>(() -> cloud, IssuingCloud::issue));
    }

    /** What is prepared without being measured, and what is measured. */
    private record Work<T>(Supplier<T> prepare, Function<T, Object> measured) {
        /** Seconds of this thread's processor time for each. */
        double run() {
            List<T> prepared = Stream.generate(prepare).limit(REQUESTS).toList();
            long begin = THREADS.getCurrentThreadCpuTime();
            for (T each : prepared) {
                if (measured.apply(each) == null) {
                    throw new IllegalStateException("no certificate");
                }
            }
            return (THREADS.getCurrentThreadCpuTime() - begin) / 1e9 / REQUESTS;
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (Programs.find("ssh-keygen").isEmpty() || Programs.find("bash").isEmpty()) {
            System.out.println("left out: ssh-keygen and bash must be installed");
            return;
        }
        try (KeygenProcesses peer = new KeygenProcesses(IssuingCloud.LOGIN, IssuingCloud.INSTANCE)) {
            new SshIssuing().run(peer);
        }
    }

    private void run(KeygenProcesses peer) throws IOException {
        Map<String, Samples> seconds = new LinkedHashMap<>();
        Samples processor = new Samples();
        Samples wall = new Samples();
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            boolean counts = round >= WARM_UPS;
            for (Map.Entry<String, Work<?>> way : ways.entrySet()) {
                double took = way.getValue().run();
                if (counts) {
                    seconds.computeIfAbsent(way.getKey(), name -> new Samples()).add(took);
                }
            }
            if (counts) {
                KeygenProcesses.Cost cost = peer.sign(PROCESSES);
                processor.add(cost.processor());
                wall.add(cost.wall());
            }
        }
        print(seconds, processor.median(), wall.median());
    }

    private static void print(Map<String, Samples> seconds, double processor, double wall) {
        System.out.println("java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, medians of " + ROUNDS
                + " rounds, user certificates for each second of processor time");
        seconds.forEach((name, samples) -> System.out.printf(
                Locale.ROOT, "%-32s %10.0f   ratio %7.2f%n", name, 1 / samples.median(), processor / samples.median()));
        System.out.printf(
                Locale.ROOT,
                "%-32s %10.0f   by the clock %.0f%n",
                "ssh-keygen -s, a process each",
                1 / processor,
                1 / wall);
    }
}
