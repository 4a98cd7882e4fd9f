package org.bitauth.keystone.payment.bitcoin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.WatchedAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionOutput;

/** Finds the outputs that pay to watched addresses, and asks for a thousand addresses at a time. */
final class PaidOutputs {
    private static final int ADDRESSES = 1000;

    private final BitcoinNetwork network;
    private final WatchedAddresses watched;
    private final Set<String> addresses = new HashSet<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<Transaction, List<ChainOutput>> found = new LinkedHashMap<>();

    private PaidOutputs(BitcoinNetwork network, WatchedAddresses watched) {
        this.network = network;
        this.watched = watched;
    }

    /** An output of a transaction; its payer is not known yet. */
    private record Candidate(Transaction transaction, int index, String address, long satoshi) {}

    /**
     * A transaction that pays.
     *
     * @param transaction the transaction
     * @param outputs those of its outputs that count, in their order, without a payer
     */
    record Payment(Transaction transaction, List<ChainOutput> outputs) {
        List<ChainOutput> paidBy(Optional<Sin> payer) {
            return outputs.stream()
                    .map(output -> new ChainOutput(output.outpoint(), output.address(), output.satoshi(), payer))
                    .toList();
        }
    }

    static List<Payment> of(List<Transaction> transactions, BitcoinNetwork network, WatchedAddresses watched)
            throws ChainException {
        PaidOutputs outputs = new PaidOutputs(network, watched);
        for (Transaction transaction : transactions) {
            outputs.look(transaction);
        }
        outputs.ask();
        return outputs.found.entrySet().stream()
                .map(entry -> new Payment(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void look(Transaction transaction) throws ChainException {
        int index = 0;
        for (TransactionOutput output : transaction.getOutputs()) {
            Optional<String> address = OutputScript.address(output.getScriptBytes(), network);
            if (address.isPresent()) {
                addresses.add(address.get());
                candidates.add(new Candidate(transaction, index, address.get(), output.getValue().value));
            }
            index++;
            if (addresses.size() == ADDRESSES) {
                ask();
            }
        }
    }

    private void ask() throws ChainException {
        Set<String> paid = addresses.isEmpty() ? Set.of() : watched.among(Set.copyOf(addresses));
        for (Candidate candidate : candidates) {
            if (paid.contains(candidate.address())) {
                found.computeIfAbsent(candidate.transaction(), transaction -> new ArrayList<>())
                        .add(output(candidate));
            }
        }
        addresses.clear();
        candidates.clear();
    }

    private static ChainOutput output(Candidate candidate) throws ChainException {
        try {
            Outpoint outpoint = new Outpoint(candidate.transaction().getTxId().toString(), candidate.index());
            return new ChainOutput(outpoint, candidate.address(), candidate.satoshi(), Optional.empty());
        } catch (MalformedException e) {
            throw new ChainException(Reason.BROKEN, "output must have an amount that can be", e);
        }
    }
}
