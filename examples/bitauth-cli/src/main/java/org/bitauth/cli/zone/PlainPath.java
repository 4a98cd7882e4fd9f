package org.bitauth.cli.zone;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/** Paths that mean themselves, in quotes, to ssh's configuration and to every shell. */
final class PlainPath {
    private static final Pattern PLAIN = Pattern.compile("/[\\p{L}\\p{M}\\p{N} ._/@+,=:~-]*");

    private PlainPath() {}

    /** Throws {@link MalformedException} for a path with quotes, {@code %}, {@code $}, backslashes and the like. */
    static String of(Path path) {
        String text = path.toString();
        if (!PLAIN.matcher(text).matches()) {
            throw new MalformedException(
                    "path must be absolute, of letters, digits, blanks and . _ / @ + , = : ~ -, was " + path);
        }
        return text;
    }
}
