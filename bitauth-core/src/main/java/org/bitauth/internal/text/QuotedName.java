package org.bitauth.internal.text;

import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.internal.JsonText;

/** The one spelling of a name inside a line: bare if it is plain, else a JSON string in ASCII. */
final class QuotedName {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9._@:/+-]+");
    private static final int MAX_CHARACTERS = 64;

    private QuotedName() {}

    static String write(String name) {
        int characters = name.codePointCount(0, name.length());
        if (characters < 1 || characters > MAX_CHARACTERS) {
            throw new MalformedException("name must have 1 to 64 characters, has " + characters);
        }
        if (name.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new MalformedException("name must not have unpaired surrogates");
        }
        // The word "id" stands in the lines before an id, so a name of that spelling is quoted.
        return BARE.matcher(name).matches() && !name.equals("id") ? name : JsonText.quote(name);
    }

    static String read(String spelled) {
        String name = spelled.startsWith("\"") ? JsonText.unquote(spelled).orElse("") : spelled;
        if (!write(name).equals(spelled)) {
            throw new MalformedException("name must be in its one spelling");
        }
        return name;
    }
}
