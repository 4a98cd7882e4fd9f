package org.bitauth.keystone.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.keystone.payment.Evaluation;
import org.bitauth.keystone.payment.Extension;
import org.bitauth.keystone.payment.JournalEntry;
import org.bitauth.keystone.payment.Lease;
import org.bitauth.keystone.payment.LeaseBook;
import org.bitauth.keystone.payment.LeaseId;
import org.bitauth.keystone.payment.LeaseTerm;
import org.bitauth.keystone.payment.PlacedOrder;

/** Orders and leases in memory, beside the chain. */
final class MemoryLeaseBook implements LeaseBook {
    private final MemoryChain chain;
    private final UndoLog undo;
    private final Map<String, Long> indexes = new HashMap<>();
    private final NavigableMap<String, PlacedOrder> orders = new TreeMap<>();
    private final Map<Nonce, String> nonces = new HashMap<>();
    private final NavigableMap<LeaseId, Lease> leases = new TreeMap<>();
    private final List<Extension> extensions = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();

    private record Nonce(Sin owner, String nonce) {}

    MemoryLeaseBook(MemoryChain chain, UndoLog undo) {
        this.chain = chain;
        this.undo = undo;
    }

    @Override
    public MemoryChain chain() {
        return chain;
    }

    @Override
    public long takeIndex(String source) {
        long index = nextIndex(source);
        undo.put(indexes, source, index + 1);
        return index;
    }

    @Override
    public void skipIndex(String source, long index) {
        if (index >= nextIndex(source)) {
            undo.put(indexes, source, index + 1);
        }
    }

    @Override
    public long nextIndex(String source) {
        return indexes.getOrDefault(source, 0L);
    }

    @Override
    public boolean addOrder(PlacedOrder order) {
        Nonce nonce = new Nonce(
                order.order().lease().owner(), order.order().statement().nonce().orElseThrow());
        String address = order.invoice().address();
        if (orders.containsKey(order.id())
                || nonces.containsKey(nonce)
                || chain.orderAt(address).isPresent()) {
            return false;
        }
        undo.put(orders, order.id(), order);
        undo.put(nonces, nonce, order.id());
        chain.order(address, order.id());
        return true;
    }

    @Override
    public Optional<PlacedOrder> order(String id) {
        return Optional.ofNullable(orders.get(id));
    }

    @Override
    public Optional<String> orderAt(String address) {
        return chain.orderAt(address);
    }

    @Override
    public List<PlacedOrder> orders(LeaseId lease) {
        return those(placed -> placed.order().lease().equals(lease));
    }

    @Override
    public List<LeaseTerm> settledTerms(LeaseId lease) {
        return orders(lease).stream().flatMap(placed -> placed.term().stream()).toList();
    }

    @Override
    public List<PlacedOrder> latestOrders(Sin owner, int most) {
        return those(placed -> placed.order().lease().owner().equals(owner)).stream()
                .sorted(Comparator.comparing(PlacedOrder::placedAt).reversed())
                .limit(most)
                .toList();
    }

    @Override
    public List<String> dueOrders(long height, Instant now, int most) {
        return those(placed -> isDue(placed.evaluation(), height, now)).stream()
                .limit(most)
                .map(PlacedOrder::id)
                .toList();
    }

    private static boolean isDue(Evaluation evaluation, long height, Instant now) {
        return (evaluation.dueHeight().isPresent() && evaluation.dueHeight().getAsLong() <= height)
                || evaluation.dueAt().filter(at -> !at.isAfter(now)).isPresent();
    }

    @Override
    public List<PlacedOrder> ordersAfter(String after, int most) {
        return orders.tailMap(after, false).values().stream().limit(most).toList();
    }

    @Override
    public void setEvaluation(String id, Evaluation evaluation) {
        PlacedOrder placed = order(id).orElseThrow(() -> new StoreException("lease store must have the order " + id));
        undo.put(orders, id, placed.evaluated(evaluation));
    }

    @Override
    public Optional<Lease> lease(LeaseId id) {
        return Optional.ofNullable(leases.get(id));
    }

    @Override
    public List<Lease> leases(Sin owner) {
        return leases.values().stream()
                .filter(lease -> lease.id().owner().equals(owner))
                .toList();
    }

    @Override
    public List<Lease> leasesAfter(Optional<LeaseId> after, int most) {
        return after.map(id -> leases.tailMap(id, false)).orElse(leases).values().stream()
                .limit(most)
                .toList();
    }

    @Override
    public void putLease(Lease lease) {
        undo.put(leases, lease.id(), lease);
    }

    @Override
    public boolean addExtension(Extension extension) {
        boolean known = extensions.stream()
                .anyMatch(other -> other.orderId().equals(extension.orderId())
                        && other.term().reference().equals(extension.term().reference()));
        return !known && added(extensions, extension);
    }

    @Override
    public List<Extension> extensions(LeaseId lease) {
        return extensions.stream()
                .filter(extension -> order(extension.orderId())
                        .filter(placed -> placed.order().lease().equals(lease))
                        .isPresent())
                .toList();
    }

    @Override
    public void write(JournalEntry entry) {
        added(journal, entry);
    }

    @Override
    public List<JournalEntry> journal(String orderId) {
        return journal.stream().filter(entry -> entry.orderId().equals(orderId)).toList();
    }

    private List<PlacedOrder> those(Predicate<PlacedOrder> rule) {
        return orders.values().stream().filter(rule).toList();
    }

    private <T> boolean added(List<T> list, T value) {
        undo.add(() -> list.remove(list.size() - 1));
        return list.add(value);
    }
}
