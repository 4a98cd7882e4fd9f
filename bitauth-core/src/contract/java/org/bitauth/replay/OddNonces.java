package org.bitauth.replay;

import java.util.ArrayList;
import java.util.List;

/** Nonces that careless stores confuse: printable ASCII of 1 to 128 characters, all different. */
final class OddNonces {
    private static final int LONGEST = 128;

    private OddNonces() {}

    static List<String> all() {
        List<String> nonces = new ArrayList<>(List.of("a", "A", "a ", " a", " ", "  ", "a b", "a  b", "0", "00", "-0"));
        nonces.addAll(List.of("null", "NULL", "%", "_", "*", "?", "a*", "[a]", "{a}", "$1", ":a", "?1", "#{a}"));
        nonces.addAll(List.of("'", "''", "\"", "\\", "\\\\", "\\n", "\\u0061", "'; DROP TABLE nonces; --", "`a`"));
        for (char c = '!'; c <= '~'; c++) {
            nonces.add("character " + c);
        }
        String most = "n".repeat(LONGEST - 1);
        nonces.addAll(List.of(most, most + "1", most + "2", "1" + most, "N".repeat(LONGEST), " ".repeat(LONGEST)));
        return List.copyOf(nonces);
    }
}
