package org.bitauth.keystone.token;

import java.util.List;

/**
 * All revocations that count at a moment.
 *
 * @param number grows by at least one with each revocation and never falls
 * @param revocations in no order
 */
public record RevocationList(long number, List<Revocation> revocations) {
    /** Copies the list. */
    public RevocationList {
        revocations = List.copyOf(revocations);
    }
}
