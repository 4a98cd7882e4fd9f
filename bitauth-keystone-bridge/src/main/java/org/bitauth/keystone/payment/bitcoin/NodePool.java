package org.bitauth.keystone.payment.bitcoin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.WatchedAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.core.Transaction;

/**
 * What is known of a node's transactions that are in no block. Each is looked at once, so it remembers the ids of those
 * that the node still has (some 150 bytes for each), and the payments among them.
 */
final class NodePool {
    /** Transactions that are looked at in one question; there are more only after a start. */
    private static final int LOOKS = 5000;

    private static final int CHUNK = 500;
    private static final int CHUNK_BYTES = 1_000_000;
    private static final int MAX_PAYMENTS = 10_000;
    private static final int NOT_FOUND = -5;

    private final NodeCalls calls;
    private final BitcoinNetwork network;
    private final PreviousOutputs previous;
    private final long patience;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, List<ChainOutput>> payments = new LinkedHashMap<>();

    NodePool(NodeCalls calls, BitcoinNetwork network, Duration patience) {
        this.calls = calls;
        this.network = network;
        this.previous = new PreviousOutputs(calls);
        this.patience = patience.toNanos();
    }

    synchronized List<ChainOutput> unconfirmed(WatchedAddresses watched) throws ChainException {
        long begin = System.nanoTime();
        Set<String> pool = ids();
        seen.retainAll(pool);
        payments.keySet().retainAll(pool);
        List<Transaction> chunk = new ArrayList<>();
        int bytes = 0;
        int looks = 0;
        for (String id : pool) {
            if (seen.contains(id)) {
                continue;
            }
            // What is left is looked at when it is asked for the next time.
            if (looks == LOOKS || System.nanoTime() - begin > patience) {
                break;
            }
            looks++;
            NodeAnswer answer = calls.call("getrawtransaction", id, 0);
            if (answer.isError(NOT_FOUND)) {
                continue;
            }
            Transaction transaction = RawTransaction.read(NodeJson.bytes(answer.orThrow("getrawtransaction")), id);
            chunk.add(transaction);
            bytes += transaction.messageSize();
            if (chunk.size() == CHUNK || bytes > CHUNK_BYTES) {
                look(chunk, watched);
                chunk.clear();
                bytes = 0;
            }
        }
        look(chunk, watched);
        return stillWatched(watched);
    }

    private Set<String> ids() throws ChainException {
        JsonNode answer = calls.result("getrawmempool", false);
        if (!answer.isArray()) {
            throw new ChainException(Reason.BROKEN, "node must answer getrawmempool by a list");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode id : answer) {
            ids.add(NodeJson.hash(id));
        }
        return ids;
    }

    private void look(List<Transaction> chunk, WatchedAddresses watched) throws ChainException {
        for (PaidOutputs.Payment payment : PaidOutputs.of(chunk, network, watched)) {
            if (payments.size() < MAX_PAYMENTS) {
                String id = payment.transaction().getTxId().toString();
                payments.put(id, payment.paidBy(previous.payer(payment.transaction())));
            }
        }
        for (Transaction transaction : chunk) {
            seen.add(transaction.getTxId().toString());
        }
    }

    private List<ChainOutput> stillWatched(WatchedAddresses watched) {
        List<ChainOutput> outputs =
                payments.values().stream().flatMap(Collection::stream).toList();
        List<ChainOutput> still = new ArrayList<>();
        for (int begin = 0; begin < outputs.size(); begin += CHUNK) {
            List<ChainOutput> some = outputs.subList(begin, Math.min(begin + CHUNK, outputs.size()));
            Set<String> addresses = new HashSet<>();
            some.forEach(output -> addresses.add(output.address()));
            Set<String> paid = watched.among(addresses);
            some.stream().filter(output -> paid.contains(output.address())).forEach(still::add);
        }
        return still;
    }
}
