package org.bitauth.curve;

/** Told of what an operator should know about the curve's code. Called on any thread; must be quick and must not throw. */
public interface CurveListener {
    /**
     * The native code was asked for, or found, and failed: another computes instead. Said once for each failure of a
     * process's start, and once for the first failure later.
     *
     * @param reason what failed; holds no secret
     */
    void fellBack(String reason);

    /**
     * {@link Verification#SHADOW} found the fast code and BouncyCastle to differ. BouncyCastle's answer is the one that
     * counted. All of this is public data; please report it.
     *
     * @param operation {@code decode}, {@code verify}, {@code coordinates} or {@code recover}
     * @param input what was computed on, in hex: the arguments in order, with spaces between them
     */
    void disagreed(String operation, String input);

    /**
     * Writes to the platform's logger {@code org.bitauth.curve}: a warning for the first, an error for the second.
     *
     * @return the listener that is used where none is set
     */
    static CurveListener logging() {
        return LoggingCurveListener.INSTANCE;
    }
}
