package org.bitauth.challenge;

import java.util.List;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/**
 * A kind of ask: words with slots for values. Modules and embedders bring their own kinds; the spelling of values is
 * decided here, so that every ask has exactly one line and no value can pass for words.
 */
public final class AskKind {
    // A slot that touched a word or another slot could be read in two ways.
    private static final Pattern WORDS = Pattern.compile("[A-Za-z]+(?:,? (?:[A-Za-z]+|\\{\\}))*");

    private final List<String> words;
    private final List<Slot> slots;

    private AskKind(List<String> words, List<Slot> slots) {
        this.words = words;
        this.slots = slots;
    }

    /** The spelling of one value. */
    public enum Slot {
        /** A name for people: bare if it is plain, else quoted; at most 64 characters. */
        NAME {
            @Override
            String write(String value) {
                return QuotedName.write(value);
            }
        },
        /** An id for programs: {@code [A-Za-z0-9_-]{1,64}}. */
        ID {
            @Override
            String write(String value) {
                return matching("id", "[A-Za-z0-9_-]{1,64}", value);
            }
        },
        /** A login or an instance: {@code [A-Za-z0-9._-]{1,64}}. */
        HOST_WORD {
            @Override
            String write(String value) {
                return matching("login or instance", "[A-Za-z0-9._-]{1,64}", value);
            }
        },
        /** An SSH key's fingerprint as OpenSSH prints it. */
        SSH_FINGERPRINT {
            @Override
            String write(String value) {
                return matching("fingerprint", "SHA256:[A-Za-z0-9+/]{43}", value);
            }
        };

        abstract String write(String value);

        private static String matching(String thing, String rule, String value) {
            if (!value.matches(rule)) {
                throw new MalformedException(thing + " must be " + rule);
            }
            return value;
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
            line.append(slots.get(i).write(values[i])).append(words.get(i + 1));
        }
        return new Ask(line.toString());
    }
}
