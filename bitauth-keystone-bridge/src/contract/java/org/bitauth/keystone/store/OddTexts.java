package org.bitauth.keystone.store;

import java.util.ArrayList;
import java.util.List;

/** Ids and names that careless stores confuse. */
final class OddTexts {
    private static final int LONGEST = 64;

    private OddTexts() {}

    /** Texts of at most 64 characters, all different. */
    static List<String> all() {
        List<String> texts =
                new ArrayList<>(List.of("a", "A", "a ", " a", " ", "a b", "a  b", "0", "00", "null", "NULL"));
        texts.addAll(List.of("%", "_", "a%", "*", "?", "$1", ":a", "{bytes}", "'", "''", "\"", "\\", "\\\\", "`a`"));
        texts.addAll(List.of("'; DROP TABLE bitauth_user; --", "\t", "\n", "ß", "ss", "i", "I", "ı", "İ"));
        texts.addAll(List.of("é", "e\u0301", "ﬁ", "fi", "\uD83D\uDE00", "\uD83D\uDE01", "\u200B", "a\u200B"));
        String most = "n".repeat(LONGEST - 1);
        texts.addAll(List.of(most, most + "1", most + "2", "1" + most, "N".repeat(LONGEST), "é".repeat(LONGEST)));
        return List.copyOf(texts);
    }

    /** Texts that no store needs to have, and none may stumble over. */
    static List<String> impossible() {
        return List.of("", "\0", "a\0", "\uD83D", "\uDE00a", "x".repeat(100_000));
    }
}
