package org.bitauth.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Processor time of a login at the bridge, and the sum of what it cannot do without, in the same JVM. */
final class LoginCost {
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final double MOST = 2;

    private LoginCost() {}

    static void print(MeasuredBridge bridge) throws IOException {
        Samples login = new Samples();
        Samples http = new Samples();
        bridge.emptyRoundTrips().run(ROUND);
        for (int round = 0; round < ROUNDS; round++) {
            login.add(bridge.micros(bridge.logins(), ROUND));
            http.add(bridge.micros(bridge.emptyRoundTrips(), ROUND));
        }
        double[] parts = Arrays.stream(bridge.jvm().ask("parts").split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double sum = Arrays.stream(parts).sum() + 2 * http.median();
        System.out.printf(
                Locale.ROOT,
                "%s: 2 MACs %.1f, verification %.1f, ES256 %.1f, JSON %.1f, HTTP 2 x %.1f, sum %.1f us; login %.1f us,"
                        + " ratio %.2f, must be at most %.1f: %s%n",
                bridge.jvm().provider(),
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                http.median(),
                sum,
                login.median(),
                login.median() / sum,
                MOST,
                login.median() / sum <= MOST ? "yes" : "NO");
        System.out.println("stacks: " + stacks(bridge));
        System.out.println("heap, live and most, MB: " + bridge.jvm().ask("heap"));
    }

    private static String stacks(MeasuredBridge bridge) throws IOException {
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            try {
                bridge.logins().run(ROUND.multipliedBy(3));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        String stacks = bridge.jvm().ask("frames");
        load.join();
        return stacks;
    }
}
