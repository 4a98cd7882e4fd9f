package org.bitauth.internal.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.Sin;

/**
 * The one spelling of each type of value in a text that is signed. Only {@link #NAME} is spelled in another way than its
 * value. A spelled value is printable ASCII; it has blanks, commas and quotes only inside the quotes of a name.
 */
public enum Spelling {
    /** A name for people, at most 64 characters: bare if it is plain, else a JSON string. */
    NAME("name", ".*") {
        @Override
        public String write(String value) {
            return QuotedName.write(value);
        }

        @Override
        public String read(String spelled) {
            return QuotedName.read(spelled);
        }
    },
    /** An id for programs. */
    ID("id", "[A-Za-z0-9_-]{1,64}"),
    /** A login or an instance. */
    HOST_WORD("login or instance", "[A-Za-z0-9._-]{1,64}"),
    /** An SSH key's fingerprint as OpenSSH prints it. */
    SSH_FINGERPRINT("fingerprint", "SHA256:[A-Za-z0-9+/]{43}"),
    /** A SIN. */
    SIN("SIN", "[1-9A-Za-z]{35}") {
        @Override
        public String write(String value) {
            return new Sin(value).value();
        }
    },
    /** A time in whole seconds, UTC, of the years 0 to 9999. */
    TIME("time", "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z") {
        @Override
        public String write(String value) {
            return time(value).toString();
        }
    },
    /** 16 random bytes in base64url; the last character carries 2 bits, so that four characters are possible. */
    NONCE("nonce", "[A-Za-z0-9_-]{21}[AQgw]"),
    /** A whole number from 0 to 10^18 - 1. */
    NUMBER("number", "0|[1-9][0-9]{0,17}"),
    /** 32 bytes, such as a SHA-256 digest, in hexadecimal digits. */
    DIGEST("digest", "[0-9a-f]{64}"),
    /** What begins like a URL; whether it is in its one spelling is for others to tell. */
    URL("URL", "https?://[!-~]+");

    private final String thing;
    private final Pattern rule;

    Spelling(String thing, String rule) {
        this.thing = thing;
        this.rule = Pattern.compile(rule);
    }

    /** Spells a value. */
    public String write(String value) {
        require(value);
        return value;
    }

    /** Reads a value back; refuses every spelling but the one that {@link #write} gives. */
    public String read(String spelled) {
        return write(spelled);
    }

    /** Reads a {@link #TIME}, as {@link #read} does. */
    public static Instant time(String spelled) {
        TIME.require(spelled);
        try {
            Instant time = Instant.parse(spelled);
            // 24:00:00 and the second 60 are other spellings of times that have one.
            if (time.toString().equals(spelled)) {
                return time;
            }
        } catch (DateTimeException e) {
            // No such day or hour.
        }
        throw new MalformedException("time must be a date and time of the calendar, in its one spelling");
    }

    private void require(String value) {
        if (!rule.matcher(value).matches()) {
            throw new MalformedException(thing + " must be " + rule);
        }
    }
}
