package org.bitauth.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Several loads in turn within each round: medians of their rates, and ratios between them. */
final class Rates {
    private final Map<String, Load> loads;
    private final Map<String, Samples> perSecond = new LinkedHashMap<>();

    Rates(Map<String, Load> loads) {
        this.loads = loads;
        loads.keySet().forEach(name -> perSecond.put(name, new Samples()));
    }

    /** Runs each load once, in the order in which they were given. */
    void round(Function<String, Duration> times, boolean counts) throws IOException {
        for (Map.Entry<String, Load> load : loads.entrySet()) {
            Load.Rate rate = load.getValue().run(times.apply(load.getKey()));
            if (counts) {
                perSecond.get(load.getKey()).add(rate.perSecond());
            }
        }
    }

    void print() {
        perSecond.forEach(
                (name, samples) -> System.out.printf(Locale.ROOT, "%-28s %9.1f per second%n", name, samples.median()));
    }

    /** A ratio, and what it must be at least. */
    void printRatio(String name, String other, double least) {
        double ratio = perSecond.get(name).median() / perSecond.get(other).median();
        System.out.printf(
                Locale.ROOT,
                "%s : %s = %.1f, must be at least %.1f: %s%n",
                name,
                other,
                ratio,
                least,
                ratio >= least ? "yes" : "NO");
    }
}
