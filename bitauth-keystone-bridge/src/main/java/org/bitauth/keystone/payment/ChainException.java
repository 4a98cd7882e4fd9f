package org.bitauth.keystone.payment;

/** A chain source gave no good answer: nothing new settles until it does. The message names no address and no secret. */
public final class ChainException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why there is no answer. */
    public enum Reason {
        /** Nothing answers, or not in time. */
        UNREACHABLE,
        /** The credentials are refused, or cannot be read. */
        CREDENTIALS,
        /** The node still reads or checks blocks, or has less of the chain than was seen before. */
        BEHIND,
        /** The node is on another network or another chain than what was seen before. */
        OTHER_CHAIN,
        /** The node has deleted a block that is needed. */
        PRUNED,
        /** The answer makes no sense. */
        BROKEN
    }

    /**
     * An answer that is not there.
     *
     * @param reason why
     * @param message for the operator
     */
    public ChainException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * An answer that is not there.
     *
     * @param reason why
     * @param message for the operator
     * @param cause what went wrong
     */
    public ChainException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
