package org.bitauth.keystone.payment.bitcoin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitauth.keystone.payment.Outpoint;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutput;

/** Asks a node for the outputs that a transaction spends, without its index of transactions, to prove who paid. */
final class PreviousOutputs {
    /** Inputs of an unconfirmed transaction that are asked for one by one. */
    private static final int MAX_UNCONFIRMED = 100;

    private final NodeCalls calls;

    PreviousOutputs(NodeCalls calls) {
        this.calls = calls;
    }

    /** The payer of a transaction in a block; the node has its previous outputs beside the block (version 25 or newer). */
    Optional<Sin> payer(Transaction transaction, String blockHash) throws ChainException {
        if (!PayerProof.isPossible(transaction)) {
            return Optional.empty();
        }
        try {
            JsonNode told =
                    calls.result("getrawtransaction", transaction.getTxId().toString(), 2, blockHash);
            return PayerProof.payer(transaction.serialize(), confirmed(told));
        } catch (ChainException e) {
            return nothing(e);
        }
    }

    /** The payer of a transaction that is in no block. */
    Optional<Sin> payer(Transaction transaction) throws ChainException {
        if (!PayerProof.isPossible(transaction) || transaction.getInputs().size() > MAX_UNCONFIRMED) {
            return Optional.empty();
        }
        Map<Outpoint, SpentOutput> spent = new HashMap<>();
        try {
            for (TransactionInput input : transaction.getInputs()) {
                Outpoint outpoint = PayerProof.outpoint(input.getOutpoint());
                Optional<SpentOutput> output = unspentOfChain(outpoint);
                if (output.isEmpty()) {
                    output = unconfirmed(outpoint);
                }
                if (output.isEmpty()) {
                    return Optional.empty();
                }
                spent.put(outpoint, output.get());
            }
            return PayerProof.payer(transaction.serialize(), spent);
        } catch (ChainException e) {
            return nothing(e);
        } catch (ArithmeticException e) {
            return Optional.empty(); // an index that no output has
        }
    }

    private static Map<Outpoint, SpentOutput> confirmed(JsonNode transaction) throws ChainException {
        Map<Outpoint, SpentOutput> spent = new HashMap<>();
        for (JsonNode input : transaction.path("vin")) {
            Outpoint outpoint = new Outpoint(NodeJson.hash(input.path("txid")), NodeJson.count(input.path("vout")));
            spent.put(outpoint, output(input.path("prevout")));
        }
        return spent;
    }

    /** An output that no block spends; the pool, which holds what spends it, is left out. */
    private Optional<SpentOutput> unspentOfChain(Outpoint outpoint) throws ChainException {
        JsonNode output = calls.result("gettxout", outpoint.txid(), outpoint.index(), false);
        return output.isNull() ? Optional.empty() : Optional.of(output(output));
    }

    private Optional<SpentOutput> unconfirmed(Outpoint outpoint) throws ChainException {
        NodeAnswer answer = calls.call("getrawtransaction", outpoint.txid(), 0);
        if (answer.error() != 0) {
            return Optional.empty();
        }
        Transaction parent = RawTransaction.read(NodeJson.bytes(answer.result()), outpoint.txid());
        if (outpoint.index() >= parent.getOutputs().size()) {
            return Optional.empty();
        }
        TransactionOutput output = parent.getOutput(outpoint.index());
        return Optional.of(
                new SpentOutput(output.getValue().value, HexFormat.of().formatHex(output.getScriptBytes())));
    }

    private static SpentOutput output(JsonNode output) throws ChainException {
        return new SpentOutput(
                NodeJson.satoshi(output.path("value")),
                NodeJson.text(output.path("scriptPubKey").path("hex")));
    }

    /** An answer that is too long, or makes no sense, proves nothing; the payment counts all the same. */
    private static Optional<Sin> nothing(ChainException e) throws ChainException {
        if (e.reason() == Reason.BROKEN || e.reason() == Reason.PRUNED) {
            return Optional.empty();
        }
        throw e;
    }
}
