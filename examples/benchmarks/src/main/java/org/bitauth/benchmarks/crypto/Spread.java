package org.bitauth.benchmarks.crypto;

import java.util.Arrays;
import java.util.Locale;

/** The least of some values and their quartiles. */
record Spread(double least, double lowerQuartile, double median, double upperQuartile) {
    static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        return new Spread(sorted[0], sorted[last / 4], sorted[last / 2], sorted[last - last / 4]);
    }

    /** The median and, in brackets, the quartiles. */
    String text() {
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", median, lowerQuartile, upperQuartile);
    }
}
