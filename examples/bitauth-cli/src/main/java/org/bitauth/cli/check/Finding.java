package org.bitauth.cli.check;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param state whether it is as it should be
 * @param subject what was looked at
 * @param text what was seen and what to do; never a secret
 */
public record Finding(State state, String subject, String text) {
    private static final int MOST_CHARACTERS = 400;

    /** Whether a thing is as it should be. */
    public enum State {
        /** It is. */
        OK,
        /** It is not, and users will find out. */
        MISSING,
        /** Nobody can say without more. */
        UNKNOWN
    }

    static Finding ok(String subject, String text) {
        return new Finding(State.OK, subject, text);
    }

    static Finding missing(String subject, String text) {
        return new Finding(State.MISSING, subject, text);
    }

    static Finding unknown(String subject, String text) {
        return new Finding(State.UNKNOWN, subject, text);
    }

    /** The same, of a way that nobody asked for. */
    Finding notDemanded() {
        return unknown(subject, text);
    }

    /**
     * The finding for people.
     *
     * @return one line of printable ASCII, whatever a server said
     */
    public String line() {
        String line = state.name().toLowerCase(Locale.ROOT) + "\t" + subject + ": "
                + text.substring(0, Math.min(text.length(), MOST_CHARACTERS)).replaceAll("[^ -~]", "?");
        return line.replace("\t", " ".repeat(8 - state.name().length()));
    }
}
