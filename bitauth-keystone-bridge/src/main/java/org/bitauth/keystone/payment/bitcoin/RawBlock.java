package org.bitauth.keystone.payment.bitcoin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.base.VarInt;
import org.bitcoinj.core.Transaction;

/**
 * A block as the network sends it, of which header and transactions belong together.
 *
 * @param previousHash the hash of the block before it
 * @param time what its header says
 * @param transactions its transactions
 */
record RawBlock(String previousHash, Instant time, List<Transaction> transactions) {
    private static final int HEADER = 80;
    private static final int MAX_LENGTH = 4_000_000;

    /** Reads a block that must have this hash; its header's hash and the root over its transactions are computed anew. */
    static RawBlock read(byte[] bytes, String hash) throws ChainException {
        if (bytes.length <= HEADER || bytes.length > MAX_LENGTH) {
            throw broken("have 81 to " + MAX_LENGTH + " bytes");
        }
        if (!Sha256Hash.wrapReversed(Sha256Hash.hashTwice(bytes, 0, HEADER))
                .toString()
                .equals(hash)) {
            throw broken("have the hash that it was asked for by");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.getInt();
        Sha256Hash previous = Sha256Hash.read(header);
        Sha256Hash root = Sha256Hash.read(header);
        Instant time = Instant.ofEpochSecond(Integer.toUnsignedLong(header.getInt()));
        List<Transaction> transactions = transactions(ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER));
        if (!root.equals(root(transactions))) {
            throw broken("have the transactions of its header");
        }
        return new RawBlock(previous.toString(), time, transactions);
    }

    private static List<Transaction> transactions(ByteBuffer rest) throws ChainException {
        List<Transaction> transactions = new ArrayList<>();
        try {
            long count = VarInt.read(rest).longValue();
            for (long i = 0; Long.compareUnsigned(i, count) < 0; i++) {
                transactions.add(Transaction.read(rest));
            }
        } catch (RuntimeException e) {
            // bitcoinj has no one exception for what it cannot read.
            throw new ChainException(Reason.BROKEN, "block must have transactions", e);
        }
        if (rest.hasRemaining() || transactions.isEmpty()) {
            throw broken("end with its last transaction");
        }
        return transactions;
    }

    /** The Merkle root. A row of odd length counts its last one twice, so the same one twice would have the same root. */
    private static Sha256Hash root(List<Transaction> transactions) throws ChainException {
        List<Sha256Hash> row =
                new ArrayList<>(transactions.stream().map(Transaction::getTxId).toList());
        Set<Sha256Hash> all = new HashSet<>(row);
        if (all.size() < row.size()) {
            throw broken("have each transaction once");
        }
        while (row.size() > 1) {
            List<Sha256Hash> above = new ArrayList<>();
            for (int i = 0; i < row.size(); i += 2) {
                byte[] left = row.get(i).serialize();
                byte[] right = row.get(Math.min(i + 1, row.size() - 1)).serialize();
                above.add(Sha256Hash.wrapReversed(Sha256Hash.hashTwice(left, right)));
            }
            row = above;
        }
        return row.get(0);
    }

    private static ChainException broken(String rule) {
        return new ChainException(Reason.BROKEN, "block must " + rule);
    }
}
