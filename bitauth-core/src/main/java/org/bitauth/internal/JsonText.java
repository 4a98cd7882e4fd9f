package org.bitauth.internal;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A JSON string in ASCII, in one spelling. */
public final class JsonText {
    private static final Pattern UNIT = Pattern.compile("[0-9a-f]{4}");

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

    /** Reads what {@link #quote} writes; empty for every other text. */
    public static Optional<String> unquote(String quoted) {
        StringBuilder out = new StringBuilder();
        int end = quoted.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && i + 5 < end && quoted.charAt(i + 1) == 'u') {
                String unit = quoted.substring(i + 2, i + 6);
                if (!UNIT.matcher(unit).matches()) {
                    return Optional.empty();
                }
                out.append((char) HexFormat.fromHexDigits(unit));
                i += 5;
            } else {
                i += c == '\\' ? 1 : 0;
                out.append(quoted.charAt(i));
            }
        }
        return Optional.of(out.toString()).filter(text -> quote(text).equals(quoted));
    }
}
