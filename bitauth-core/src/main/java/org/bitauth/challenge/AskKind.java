package org.bitauth.challenge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.internal.text.Spelling;

/**
 * A kind of ask: words with slots for values. Modules and embedders bring their own kinds; the spelling of values is
 * decided here, so that every ask has exactly one line and no value can pass for words.
 */
public final class AskKind {
    // A slot that touched a word or another slot could be read in two ways.
    private static final Pattern WORDS = Pattern.compile("[A-Za-z]+(?:,? (?:[A-Za-z]+|\\{\\}))*");

    /** The ask of those who want neither a token nor a certificate: {@code sign in}. */
    public static final AskKind SIGN_IN = of("sign in");

    private final List<String> words;
    private final List<Slot> slots;

    private AskKind(List<String> words, List<Slot> slots) {
        this.words = words;
        this.slots = slots;
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
        SSH_FINGERPRINT(Spelling.SSH_FINGERPRINT);

        private final Spelling spelling;

        Slot(Spelling spelling) {
            this.spelling = spelling;
        }
    }

    /**
     * Defines a kind.
     *
     * @param template words with one space between, and {@code {}} in place of a word where a value stands
     * @param slots the spelling of each value, in order
     * @return the kind
     */
    public static AskKind of(String template, Slot... slots) {
        List<String> words = List.of(template.split("\\{\\}", -1));
        if (!WORDS.matcher(template).matches() || words.size() != slots.length + 1) {
            throw new IllegalArgumentException("ask template must be words with one {} for each slot: " + template);
        }
        return new AskKind(words, List.of(slots));
    }

    /**
     * Makes an ask.
     *
     * @param values one for each slot
     * @return the ask
     * @throws MalformedException if a value does not fit its slot
     */
    public Ask ask(String... values) {
        if (values.length != slots.size()) {
            throw new IllegalArgumentException("ask needs " + slots.size() + " values, has " + values.length);
        }
        StringBuilder line = new StringBuilder(words.get(0));
        for (int i = 0; i < values.length; i++) {
            line.append(slots.get(i).spelling.write(values[i])).append(words.get(i + 1));
        }
        return new Ask(line.toString());
    }

    /**
     * Reads a line of this kind back into its values, for those who show or judge what is asked.
     *
     * @param line the {@code Asks:} line of a challenge, or any text
     * @return one value for each slot, such that {@link #ask} makes the very same line of them; empty for a line of
     *     another kind and for every other spelling
     */
    public Optional<List<String>> read(String line) {
        if (line.length() > Challenge.MAX_BYTES || !line.startsWith(words.get(0))) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        int at = words.get(0).length();
        try {
            for (int i = 0; i < slots.size(); i++) {
                int end = valueEnd(line, at);
                values.add(slots.get(i).spelling.read(line.substring(at, end)));
                if (!line.startsWith(words.get(i + 1), end)) {
                    return Optional.empty();
                }
                at = end + words.get(i + 1).length();
            }
        } catch (MalformedException e) {
            return Optional.empty();
        }
        return at == line.length() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    /** Where a value ends: after its closing quote, else before a blank or comma, which no bare value holds. */
    private static int valueEnd(String line, int start) {
        boolean quoted = line.startsWith("\"", start);
        for (int i = quoted ? start + 1 : start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"') {
                return i + 1;
            }
            if (!quoted && (c == ' ' || c == ',')) {
                return i;
            }
            i += quoted && c == '\\' ? 1 : 0;
        }
        return line.length();
    }

    /**
     * The template.
     *
     * @return words, and {@code {}} for each value
     */
    @Override
    public String toString() {
        return String.join("{}", words);
    }
}
