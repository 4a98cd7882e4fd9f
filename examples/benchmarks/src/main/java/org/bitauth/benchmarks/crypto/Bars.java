package org.bitauth.benchmarks.crypto;

import java.util.Locale;

/** What has to hold. */
final class Bars {
    private final Rounds rounds;

    Bars(Rounds rounds) {
        this.rounds = rounds;
    }

    void ratio(String name, String other, double most) {
        print(name + " : " + other, rounds.ratio(name, other), most, "");
    }

    void difference(String name, String other, double most) {
        print(name + " - " + other, rounds.difference(name, other), most, " us");
    }

    void micros(String name, double most) {
        print(name, rounds.micros(name), most, " us");
    }

    static void bytes(String name, double bytes, double most) {
        System.out.printf(
                Locale.ROOT, "%s %.0f bytes, must be at most %.0f: %s%n", name, bytes, most, word(bytes, most));
    }

    private static void print(String what, Spread value, double most, String unit) {
        System.out.printf(
                Locale.ROOT,
                "%s = %s%s, must be at most %.2f: %s%n",
                what,
                value.text(),
                unit,
                most,
                word(value.median(), most));
    }

    private static String word(double value, double most) {
        return value <= most ? "yes" : "NO";
    }
}
