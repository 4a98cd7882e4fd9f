package org.bitauth;

/** A store (replay guard, revocations, directory) cannot answer, or is full. Callers refuse with 503, never with 401. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes a store that refuses.
     *
     * @param message which store, and why
     */
    public StoreException(String message) {
        super(message);
    }

    /**
     * Describes a store that failed.
     *
     * @param message which store, and why
     * @param cause what the store threw
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
