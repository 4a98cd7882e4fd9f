package org.bitauth.internal;

import java.util.HexFormat;

/** A JSON string in ASCII, in one spelling. */
public final class JsonText {
    private JsonText() {}

    /** Writes a string with its quotes; what is not printable ASCII is escaped by its UTF-16 units, in lower case. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= 0x20 && c <= 0x7e) {
                out.append(c);
            } else {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return out.append('"').toString();
    }
}
