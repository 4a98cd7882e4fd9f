package org.bitauth.keystone.payment;

import org.bitauth.MalformedException;

/**
 * An output of a transaction: what a payment is known by. A transaction's id alone is not enough, since one transaction
 * may pay several orders, or one order several times.
 *
 * @param txid the transaction's id, 64 lower-case hexadecimal digits in the order in which nodes print them
 * @param index the output's number in the transaction, from 0
 */
public record Outpoint(String txid, int index) {
    /**
     * Checks both.
     *
     * @throws MalformedException if they have another form
     */
    public Outpoint {
        if (index < 0 || !BlockId.isHash(txid)) {
            throw new MalformedException("outpoint must have a transaction id of 64 hexadecimal digits and an index");
        }
    }

    @Override
    public String toString() {
        return txid + ":" + index;
    }
}
