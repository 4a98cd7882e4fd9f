package org.bitauth.keystone.payment;

import org.bitauth.Sin;

/** A vendor's addresses, numbered, of which no key that can spend is known here. Thread-safe. */
public interface AddressSource {
    /**
     * Which row of addresses it is: indexes are counted for each.
     *
     * @return for example a hash of an extended public key; 1 to 64 characters {@code [A-Za-z0-9_-]}
     */
    String id();

    /**
     * One address.
     *
     * @param index its number, 0 to 2^31 - 1
     * @return the address in its one spelling
     * @throws IllegalArgumentException if the index is out of range
     */
    String address(long index);

    /**
     * Tells whether the key of an identity is one of those behind the first addresses.
     *
     * @param sin the identity
     * @param first how many addresses are looked at
     * @return true if it is there
     */
    boolean owns(Sin sin, int first);
}
