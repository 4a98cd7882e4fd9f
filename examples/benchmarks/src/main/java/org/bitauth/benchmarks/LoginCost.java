package org.bitauth.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Processor time of a login at the bridge, and the sum of what it cannot do without, in turn in the same JVM. */
final class LoginCost {
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final double MOST = 2;

    private final MeasuredBridge bridge;
    private final Samples login = new Samples();
    private final Samples http = new Samples();
    private final List<Samples> parts = Stream.generate(Samples::new).limit(4).toList();

    LoginCost(MeasuredBridge bridge) {
        this.bridge = bridge;
    }

    void measure() throws IOException {
        round();
        Stream.concat(Stream.of(login, http), parts.stream()).forEach(Samples::clear);
        for (int round = 0; round < ROUNDS; round++) {
            round();
        }
    }

    private void round() throws IOException {
        login.add(bridge.micros(bridge.logins(), ROUND));
        http.add(bridge.micros(bridge.emptyRoundTrips(), ROUND.dividedBy(2)));
        String[] micros = bridge.jvm().ask("parts").split(" ", -1);
        for (int i = 0; i < micros.length; i++) {
            parts.get(i).add(Double.parseDouble(micros[i]));
        }
    }

    void print() throws IOException {
        double[] each = parts.stream().mapToDouble(Samples::median).toArray();
        double sum = DoubleStream.of(each).sum() + 2 * http.median();
        double ratio = login.median() / sum;
        System.out.printf(
                Locale.ROOT,
                "%n%s, microseconds: 2 MACs %.1f + verification %.1f + ES256 %.1f + JSON %.1f + HTTP 2 x %.1f = %.1f%n",
                bridge.jvm().provider(),
                each[0],
                each[1],
                each[2],
                each[3],
                http.median(),
                sum);
        System.out.printf(
                Locale.ROOT,
                "login %.1f, ratio %.2f, must be at most %.0f: %s%n",
                login.median(),
                ratio,
                MOST,
                ratio <= MOST ? "yes" : "NO");
        System.out.println("stacks of logins and first validations: " + stacks());
        System.out.println("heap, live and most, MB: " + bridge.jvm().ask("heap"));
    }

    private String stacks() throws IOException {
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            try {
                bridge.firstValidations().run(ROUND.multipliedBy(3));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        String stacks = bridge.jvm().ask("frames");
        load.join();
        return stacks;
    }
}
