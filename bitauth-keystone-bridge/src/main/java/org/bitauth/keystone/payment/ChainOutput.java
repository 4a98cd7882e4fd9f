package org.bitauth.keystone.payment;

import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Sin;

/**
 * An output that pays to a watched address.
 *
 * @param outpoint which output
 * @param address the address that it pays to, as {@link AddressSource} spells it
 * @param satoshi the amount
 * @param payer the identity whose key signed every input of the transaction over the whole of it, where that was proven
 */
public record ChainOutput(Outpoint outpoint, String address, long satoshi, Optional<Sin> payer) {
    /** All coins that there can be, in satoshi. */
    public static final long MAX_MONEY = 2_100_000_000_000_000L;

    /**
     * Checks the amount.
     *
     * @throws MalformedException if it is negative, or more than there can be
     */
    public ChainOutput {
        if (satoshi < 0 || satoshi > MAX_MONEY) {
            throw new MalformedException("amount must be 0 to " + MAX_MONEY + " satoshi");
        }
    }
}
