package org.bitauth.keystone.payment;

import java.util.function.Function;

/**
 * Where orders, payments and leases are kept. Bridges of one cloud share it. Whatever is done in one {@link #change} counts
 * whole or not at all, also when the process is killed, and as if every change had been made after the other: a
 * store may lock, or try again. Implemented here in memory and on a database. Thread-safe.
 */
public interface LeaseStore {
    /**
     * Reads, and changes.
     *
     * @param work what is done; may be done again from its beginning, so it changes nothing but the book
     * @param <T> its result
     * @return the result; what was changed is kept
     * @throws org.bitauth.StoreException if the store cannot answer: nothing was changed then, unless the answer to the
     *     commit was lost
     */
    <T> T change(Function<LeaseBook, T> work);

    /**
     * Reads only.
     *
     * @param work what is read
     * @param <T> its result
     * @return the result
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    <T> T read(Function<LeaseBook, T> work);
}
