package org.bitauth.statement;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.internal.text.Spelling;

/**
 * A kind of statement: its name and its lines in their order. Modules and embedders bring their own kinds; the spelling
 * of values and the lines that every statement has are decided here, so that every statement has exactly one text.
 * Immutable.
 */
public final class StatementKind {
    // The patterns come first: the constants below need them.
    private static final Pattern NAME = Pattern.compile("(?=.{2,32}$)[a-z]+(?:-[a-z]+)*");
    private static final Pattern FIELD_NAME = Pattern.compile("(?=.{1,32}$)[A-Z][a-z]*(?:-[A-Z][a-z]*)*");

    static final Field CLOUD = new Field("Cloud", Slot.URL);
    static final Field IDENTITY = new Field("Identity", Slot.SIN);
    static final Field ISSUED = new Field("Issued", Slot.TIME);
    static final Field EXPIRES = new Field("Expires", Slot.TIME);
    static final Field NONCE = new Field("Nonce", Slot.NONCE);
    static final Field NOT_AFTER = new Field("Not-After", Slot.TIME);

    private static final List<Field> HEAD = List.of(CLOUD, IDENTITY);
    private static final List<Field> SHORT_LIVED = List.of(ISSUED, EXPIRES, NONCE);
    private static final List<Field> LONG_LIVED = List.of(NOT_AFTER);

    /**
     * The old key of an identity names a new one: {@code Adds:} is the new SIN. Signed by both keys, first the one of
     * {@code Identity:}, then the one of {@code Adds:}.
     */
    public static final StatementKind ROTATE =
            of("rotate", new Field("Adds", Slot.SIN)).withSecondSigner("Adds");

    private final String name;
    private final List<Field> own;
    private final boolean longLived;
    private final Optional<String> secondSigner;
    private final List<Field> fields;

    private StatementKind(String name, List<Field> own, boolean longLived, Optional<String> secondSigner) {
        this.name = name;
        this.own = List.copyOf(own);
        this.longLived = longLived;
        this.secondSigner = secondSigner;
        List<Field> all = new ArrayList<>(HEAD);
        all.addAll(own);
        all.addAll(longLived ? LONG_LIVED : SHORT_LIVED);
        fields = List.copyOf(all);
    }

    /** The spelling of one value. */
    public enum Slot {
        /** A name for people: bare if it is plain, else quoted; at most 64 characters. */
        NAME(Spelling.NAME),
        /** An id for programs: {@code [A-Za-z0-9_-]{1,64}}. */
        ID(Spelling.ID),
        /** A login or an instance: {@code [A-Za-z0-9._-]{1,64}}. */
        HOST_WORD(Spelling.HOST_WORD),
        /** An SSH key's fingerprint as OpenSSH prints it. */
        SSH_FINGERPRINT(Spelling.SSH_FINGERPRINT),
        /** A SIN. */
        SIN(Spelling.SIN),
        /** A time in whole seconds, {@code 2026-11-22T10:00:00Z}. */
        TIME(Spelling.TIME),
        /** 16 random bytes in base64url, 22 characters. */
        NONCE(Spelling.NONCE),
        /** A whole number from 0 to 10^18 - 1, without leading zeros; the kind's documents name the unit. */
        NUMBER(Spelling.NUMBER),
        /** 32 bytes, such as a SHA-256 digest, in 64 lower-case hexadecimal digits. */
        DIGEST(Spelling.DIGEST),
        /** The base URL of a service, as {@link CloudUrl} spells it. */
        URL(Spelling.URL) {
            @Override
            String write(String value) {
                try {
                    if (CloudUrl.of(new URI(super.write(value))).equals(value)) {
                        return value;
                    }
                } catch (URISyntaxException e) {
                    // Begins like a URL and is none.
                }
                throw new MalformedException("URL must be in its one spelling");
            }

            @Override
            String read(String spelled) {
                return write(spelled);
            }
        };

        private final Spelling spelling;

        Slot(Spelling spelling) {
            this.spelling = spelling;
        }

        String write(String value) {
            return spelling.write(value);
        }

        String read(String spelled) {
            return spelling.read(spelled);
        }
    }

    /**
     * One line of a kind.
     *
     * @param name what stands before the colon: capitalised words with a hyphen between, at most 32 characters
     * @param slot the spelling of the value
     */
    public record Field(String name, Slot slot) {
        /**
         * Checks the name.
         *
         * @throws IllegalArgumentException if it has another form
         */
        public Field {
            if (!FIELD_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("field name must be " + FIELD_NAME + ", was " + name);
            }
        }
    }

    /**
     * Defines a kind of statement that is used within a short time and once.
     *
     * @param name lower-case words with a hyphen between, 2 to 32 characters; never {@code login}, which begins
     *     challenges
     * @param fields the kind's own lines, between {@code Identity:} and {@code Issued:}
     * @return the kind
     * @throws IllegalArgumentException if the name has another form, or a field's name is taken
     */
    public static StatementKind of(String name, Field... fields) {
        if (!NAME.matcher(name).matches() || name.equals("login")) {
            throw new IllegalArgumentException("statement kind must be " + NAME + " and not login, was " + name);
        }
        Set<String> taken = new HashSet<>();
        for (List<Field> frame : List.of(HEAD, SHORT_LIVED, LONG_LIVED, List.of(fields))) {
            for (Field field : frame) {
                if (!taken.add(field.name())) {
                    throw new IllegalArgumentException("field must be there once: " + field.name());
                }
            }
        }
        return new StatementKind(name, List.of(fields), false, Optional.empty());
    }

    /**
     * The same kind for statements that hold until a time: {@code Not-After:} stands in place of {@code Issued:},
     * {@code Expires:} and {@code Nonce:}. Such a statement may be shown any number of times.
     *
     * @return the kind
     */
    public StatementKind withNotAfter() {
        return new StatementKind(name, own, true, secondSigner);
    }

    /**
     * The same kind, signed by a second key.
     *
     * @param field the kind's own line that names the second SIN, which must differ from the first
     * @return the kind
     * @throws IllegalArgumentException if there is no such line for a SIN
     */
    public StatementKind withSecondSigner(String field) {
        if (!own.contains(new Field(field, Slot.SIN))) {
            throw new IllegalArgumentException("second signer must be a field for a SIN, was " + field);
        }
        return new StatementKind(name, own, longLived, Optional.of(field));
    }

    /**
     * The kind's name.
     *
     * @return the word in the first line
     */
    public String name() {
        return name;
    }

    /**
     * Every line after the first.
     *
     * @return the fields in their order
     */
    public List<Field> fields() {
        return fields;
    }

    /**
     * The line that names the second signer.
     *
     * @return the field's name; empty if one key signs
     */
    public Optional<String> secondSigner() {
        return secondSigner;
    }

    String firstLine() {
        return "Bitauth " + name + " 1";
    }

    @Override
    public String toString() {
        return name;
    }
}
