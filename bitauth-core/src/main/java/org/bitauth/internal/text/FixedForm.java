package org.bitauth.internal.text;

/**
 * Reads a text whose form leaves no choice, part by part from its beginning, as a pattern would. What does not fit is
 * told once, at the end: from then on every part is empty. For one thread.
 */
public final class FixedForm {
    private final String text;
    private int at;
    private boolean fits = true;

    /** Begins at the beginning. */
    public FixedForm(String text) {
        this.text = text;
    }

    /** Passes over a part that must be there. */
    public FixedForm literal(String part) {
        fits = optional(part) && fits;
        return this;
    }

    /** Passes over a part that may be there; tells whether it was. */
    public boolean optional(String part) {
        boolean isThere = fits && text.startsWith(part, at);
        at += isThere ? part.length() : 0;
        return isThere;
    }

    /** Reads all characters of a set, which must be so many. */
    public String letters(Letters letters, int least, int most) {
        int end = fits ? letters.end(text, at) : at;
        fits = fits && end - at >= least && end - at <= most;
        String part = fits ? text.substring(at, end) : "";
        at = end;
        return part;
    }

    /** Tells whether every part was there and nothing follows. */
    public boolean isWhole() {
        return fits && at == text.length();
    }
}
