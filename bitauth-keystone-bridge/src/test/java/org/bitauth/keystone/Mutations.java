package org.bitauth.keystone;

import java.util.Random;

/** Small changes of texts, the same for the same seed. */
final class Mutations {
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "\\",
        "null",
        "true",
        "1e9",
        "\u0000",
        "\n",
        "\\n",
        "\\u0000",
        "\ud83d",
        "\u20bf",
        "\"auth\":",
        "\"identity\":",
        "\"methods\":",
        "\"scope\":",
        "\"bitauth\"",
        "\"token\"",
        "unscoped",
        "Bitauth login 1",
        "Asks: ",
        ".",
        "..",
        "=",
        "A",
        "a",
        "0",
        "-",
        "99999999999999999999",
        " ".repeat(300)
    };

    private Mutations() {}

    /** One to three changes. */
    static String mutated(Random random, String text) {
        StringBuilder out = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(out.length() + 1);
            int end = Math.min(out.length(), at + random.nextInt(4));
            switch (random.nextInt(6)) {
                case 0 -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> out.delete(at, end);
                case 2 -> out.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
                case 3 -> out.replace(at, end, String.valueOf((char) random.nextInt(0x180)));
                case 4 -> out.insert(at, out.substring(0, random.nextInt(out.length() + 1)));
                default -> out.setLength(random.nextInt(8) == 0 ? at : out.length());
            }
        }
        return out.toString();
    }
}
