package org.bitauth.keystone.payment.bitcoin;

import java.nio.ByteBuffer;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitcoinj.core.Transaction;

/** A transaction that a node was asked for by its id. */
final class RawTransaction {
    private RawTransaction() {}

    static Transaction read(byte[] bytes, String txid) throws ChainException {
        try {
            Transaction transaction = Transaction.read(ByteBuffer.wrap(bytes));
            if (transaction.getTxId().toString().equals(txid)) {
                return transaction;
            }
        } catch (RuntimeException e) {
            // bitcoinj has no one exception for what it cannot read.
            throw new ChainException(Reason.BROKEN, "answer must be a transaction", e);
        }
        throw new ChainException(Reason.BROKEN, "transaction must have the id that it was asked for by");
    }
}
