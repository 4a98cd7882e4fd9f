package org.bitauth.benchmarks.crypto;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Contenders in turn, each for a slice of 30 ms in every round: what else the machine does falls on all of them alike, and
 * ratios within a round hardly feel it.
 */
final class Rounds {
    private static final long SLICE = 30_000_000;

    private final Map<String, Contender> contenders;
    private final Map<String, double[]> micros = new LinkedHashMap<>();

    Rounds(Map<String, Contender> contenders) {
        this.contenders = contenders;
    }

    /** Lets what the just-in-time compiler must see run, each for so many seconds. */
    void warmUp(int seconds) throws IOException {
        long rounds = seconds * 1_000_000_000L / SLICE;
        for (long round = 0; round < rounds; round++) {
            for (Contender each : contenders.values()) {
                if (each.needsWarmUp() || round % 10 == 0) {
                    each.run(SLICE);
                }
            }
        }
    }

    void measure(int rounds) throws IOException {
        contenders.keySet().forEach(name -> micros.put(name, new double[rounds]));
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Contender> each : contenders.entrySet()) {
                micros.get(each.getKey())[round] = each.getValue().run(SLICE).micros();
            }
        }
    }

    /** Microseconds of one operation. */
    Spread micros(String name) {
        return Spread.of(micros.get(name));
    }

    /** How many times the other's time it takes, round by round. */
    Spread ratio(String name, String other) {
        double[] ratios = micros.get(name).clone();
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] /= micros.get(other)[i];
        }
        return Spread.of(ratios);
    }

    /** How many microseconds it takes more than the other, round by round. */
    Spread difference(String name, String other) {
        double[] differences = micros.get(name).clone();
        for (int i = 0; i < differences.length; i++) {
            differences[i] -= micros.get(other)[i];
        }
        return Spread.of(differences);
    }
}
