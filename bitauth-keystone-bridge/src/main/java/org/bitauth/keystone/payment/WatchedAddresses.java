package org.bitauth.keystone.payment;

import java.util.Collection;
import java.util.Set;

/** The addresses that payments are awaited at; too many to hand them all to a source. */
@FunctionalInterface
public interface WatchedAddresses {
    /**
     * Picks those that are watched.
     *
     * @param addresses what a block or some transactions pay to; at most some thousands
     * @return those of them that are watched
     * @throws org.bitauth.StoreException if they cannot be looked up
     */
    Set<String> among(Collection<String> addresses);
}
