package org.bitauth.keystone.store;

import java.util.List;
import org.bitauth.MalformedException;

/** Names in one text, a blank between them. */
final class NameList {
    private static final int MOST = 2000;

    private NameList() {}

    static String write(List<String> names) {
        String text = String.join(" ", names);
        if (text.length() > MOST || !names.stream().allMatch(name -> name.matches("[!-~]+"))) {
            throw new MalformedException(
                    "names must be printable ASCII without blanks, and together " + MOST + " characters at most");
        }
        return text;
    }

    static List<String> read(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }
}
