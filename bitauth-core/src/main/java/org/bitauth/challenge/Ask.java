package org.bitauth.challenge;

/**
 * What the holder of a key agrees to by answering a challenge: one canonical line, made from a request by an
 * {@link AskKind}.
 */
public final class Ask {
    private final String line;

    Ask(String line) {
        this.line = line;
    }

    /**
     * The line, as a person reads it.
     *
     * @return printable ASCII
     */
    public String line() {
        return line;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ask that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    @Override
    public String toString() {
        return line;
    }
}
