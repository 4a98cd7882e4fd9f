package org.bitauth.ssh.host;

import java.util.Objects;

/**
 * A file of an instance.
 *
 * @param path absolute, as the instance sees it
 * @param mode nine letters, as {@code rw-r--r--}
 * @param content ASCII
 * @param rule when it is written
 */
public record SetupFile(String path, String mode, String content, Rule rule) {
    /** When a file is written. */
    public enum Rule {
        /** Whenever its content differs. */
        ALWAYS,
        /** Where there is none: afterwards the instance itself changes it. */
        ONCE,
        /** Where there is no host certificate. Its content is secret. */
        UNTIL_ENROLLED
    }

    /** Anybody may read it. */
    static final String PUBLIC = "rw-r--r--";

    /** Its owner alone may read it. */
    static final String PRIVATE = "rw-------";

    /** Anybody may run it. */
    static final String PROGRAM = "rwxr-xr-x";

    /** Takes the parts. */
    public SetupFile {
        Objects.requireNonNull(content, "content");
    }

    /**
     * Tells whether the content must not be shown.
     *
     * @return true for the enrolment secret
     */
    public boolean isSecret() {
        return rule == Rule.UNTIL_ENROLLED;
    }

    /**
     * The mode as chmod takes it.
     *
     * @return four octal digits, as {@code 0644}
     */
    public String octalMode() {
        int bits = 0;
        for (int i = 0; i < mode.length(); i++) {
            bits = bits * 2 + (mode.charAt(i) == '-' ? 0 : 1);
        }
        return "0" + Integer.toOctalString(bits);
    }

    @Override
    public String toString() {
        return "SetupFile[" + path + "]";
    }
}
