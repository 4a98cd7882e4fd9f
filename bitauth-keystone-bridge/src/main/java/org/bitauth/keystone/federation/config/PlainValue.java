package org.bitauth.keystone.federation.config;

import java.net.URI;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.challenge.CloudUrl;

/**
 * Values of an alphabet that means nothing to Apache's configuration, to JSON, to Keystone's mapping and to a shell: no
 * blanks, quotes, backslashes, braces, dollar or percent signs, commas or semicolons, and no hyphen in front.
 */
final class PlainValue {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@:/+-]{0,63}");
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~-]+)*/?");
    private static final Pattern FILE = Pattern.compile("(/[A-Za-z0-9._+-]+)+");
    private static final int MOST_CHARACTERS = 255;

    private PlainValue() {}

    static String id(String what, String value) {
        return check(what, ID, "must be 1 to 64 letters, digits, _ and -, a letter or digit first", value);
    }

    static String name(String what, String value) {
        return check(what, NAME, "must be 1 to 64 of letters, digits and ._@:/+-, a letter or digit first", value);
    }

    static String file(String what, String value) {
        return check(what, FILE, "must be an absolute path of letters, digits and ._+-", value);
    }

    /** The one spelling of a URL: https, or http for a loopback address. */
    static String url(String what, URI value) {
        check(what, URL, "must be a plain http or https URL without query", value.toString());
        return CloudUrl.of(value);
    }

    static String httpsUrl(String what, URI value) {
        String url = url(what, value);
        if (!url.startsWith("https://")) {
            throw new MalformedException(what + " must be https: mod_auth_openidc reads keys from nowhere else");
        }
        return url;
    }

    private static String check(String what, Pattern form, String rule, String value) {
        if (value.length() > MOST_CHARACTERS || !form.matcher(value).matches()) {
            throw new MalformedException(what + " " + rule);
        }
        return value;
    }
}
