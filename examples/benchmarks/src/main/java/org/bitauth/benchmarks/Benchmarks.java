package org.bitauth.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs all measurements and prints the ratios to the peers. */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) throws RunnerException {
        Map<String, Double> micros = new Runner(new OptionsBuilder()
                        .include(Benchmarks.class.getPackageName())
                        .build())
                .run().stream()
                        .collect(Collectors.toMap(
                                result -> result.getPrimaryResult().getLabel(), Benchmarks::median));
        System.out.println("java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, medians in microseconds");
        print(micros, "bitauthSignChallenge", "bitcoinjSign");
        print(micros, "bitauthSignRequest", "bitcoinjSign");
        print(micros, "bitauthVerifyAnswer", "bitcoinjVerify");
        print(micros, "bitauthVerifyRequest", "bitcoinjVerify");
    }

    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static void print(Map<String, Double> micros, String ours, String peer) {
        System.out.printf(
                Locale.ROOT,
                "%-22s %8.1f   %-16s %8.1f   ratio %.2f%n",
                ours,
                micros.get(ours),
                peer,
                micros.get(peer),
                micros.get(ours) / micros.get(peer));
    }
}
