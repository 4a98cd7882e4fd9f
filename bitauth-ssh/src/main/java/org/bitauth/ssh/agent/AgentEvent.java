package org.bitauth.ssh.agent;

/**
 * Something that an agent did, or would not do.
 *
 * @param kind what
 * @param detail which login, host or certificate, printable ASCII of at most 400 characters; no secret
 */
public record AgentEvent(Kind kind, String detail) {
    private static final int LONGEST = 400;

    /** What happened. */
    public enum Kind {
        /** It signed. */
        SIGNED,
        /** A connection was bound to a host's session. */
        BOUND,
        /** It did not do what a client wanted; the detail begins with the {@link AgentRefusal}. */
        REFUSED,
        /** It was locked. */
        LOCKED,
        /** It was unlocked. */
        UNLOCKED,
        /** It has a new certificate. */
        RENEWED,
        /** It wanted a new certificate, got none and tries again. */
        NOT_RENEWED,
        /** It closed a client's connection: a length without sense, another user, or too many clients. */
        DROPPED
    }

    /** Makes the detail fit for a log. */
    public AgentEvent {
        detail = printable(detail);
    }

    static String printable(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }
}
