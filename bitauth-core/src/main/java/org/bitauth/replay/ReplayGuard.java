package org.bitauth.replay;

import java.time.Instant;

/**
 * Remembers used nonces for all nodes of a deployment. Implemented here in memory; by a vendor on the store that the
 * nodes share.
 */
public interface ReplayGuard {
    /**
     * Claims a nonce if nobody has: one atomic put-if-absent across all nodes.
     *
     * @param nonce what to remember, printable ASCII, at most 128 characters
     * @param until how long it must be remembered at least
     * @return true for exactly one caller until then
     * @throws org.bitauth.StoreException if the store cannot answer or is full; it never forgets a nonce to make room
     */
    boolean claim(String nonce, Instant until);

    /**
     * Tells whether a nonce was claimed, without claiming it. Spares work on plain repeats; {@link #claim} decides.
     *
     * @param nonce as in {@link #claim}
     * @return true only if it was claimed
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    default boolean isClaimed(String nonce) {
        return false;
    }

    /**
     * The instant when the store was last empty. What was issued before it is refused, because its nonce may have been
     * used and forgotten.
     *
     * @return the beginning of the store's memory
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    Instant rememberingSince();
}
