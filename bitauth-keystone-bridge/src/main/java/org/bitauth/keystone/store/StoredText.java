package org.bitauth.keystone.store;

import java.nio.charset.StandardCharsets;
import org.bitauth.MalformedException;

/** Text as the tables hold it: without U+0000 and without halves of characters, which PostgreSQL has no place for. */
final class StoredText {
    static final int ID = 64;
    static final int NAME = 255;

    private StoredText() {}

    /** What cannot be stored is not there. */
    static boolean canBeThere(Object value) {
        return !(value instanceof String text)
                || (text.indexOf('\0') < 0
                        && StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    static String id(String id) {
        return checked("id", id, ID);
    }

    static String name(String name) {
        return checked("name", name, NAME);
    }

    static String any(String text) {
        return checked("text", text, 100_000);
    }

    private static String checked(String what, String text, int most) {
        if (text.length() > most || !canBeThere(text)) {
            throw new MalformedException(what + " must be text of at most " + most + " characters, without U+0000");
        }
        return text;
    }
}
