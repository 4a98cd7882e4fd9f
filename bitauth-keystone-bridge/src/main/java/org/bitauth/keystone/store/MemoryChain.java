package org.bitauth.keystone.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bitauth.keystone.payment.ChainBook;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.SeenOutput;

/** Blocks and outputs in memory. */
final class MemoryChain implements ChainBook {
    private final UndoLog undo;
    private final NavigableMap<Long, Connected> blocks = new TreeMap<>();
    private final Map<Outpoint, SeenOutput> outputs = new LinkedHashMap<>();
    private final Map<String, Set<Outpoint>> byOrder = new HashMap<>();
    private final Map<String, String> orderByAddress = new HashMap<>();

    private record Connected(ChainTip tip, Instant at) {}

    MemoryChain(UndoLog undo) {
        this.undo = undo;
    }

    @Override
    public Optional<ChainTip> lockTip() {
        return tip();
    }

    @Override
    public Optional<ChainTip> tip() {
        return Optional.ofNullable(blocks.lastEntry())
                .map(entry -> entry.getValue().tip());
    }

    @Override
    public Optional<String> hashAt(long height) {
        return Optional.ofNullable(blocks.get(height))
                .map(found -> found.tip().block().hash());
    }

    @Override
    public Optional<Instant> connectedAt(long height) {
        return Optional.ofNullable(blocks.get(height)).map(Connected::at);
    }

    @Override
    public void connect(ChainTip tip, Instant at) {
        undo.put(blocks, tip.block().height(), new Connected(tip, at));
    }

    @Override
    public void disconnectAbove(long height) {
        for (Long above : List.copyOf(blocks.tailMap(height, false).keySet())) {
            undo.remove(blocks, above);
        }
    }

    @Override
    public Optional<SeenOutput> output(Outpoint outpoint) {
        return Optional.ofNullable(outputs.get(outpoint));
    }

    @Override
    public List<SeenOutput> outputs(String orderId) {
        List<SeenOutput> found = new ArrayList<>();
        for (Outpoint outpoint : byOrder.getOrDefault(orderId, Set.of())) {
            output(outpoint).ifPresent(found::add);
        }
        return found;
    }

    @Override
    public List<SeenOutput> outputsAbove(long height) {
        return those(seen -> seen.block().isPresent() && seen.block().get().height() > height);
    }

    @Override
    public List<SeenOutput> waitingOutputs() {
        return those(seen -> seen.block().isEmpty() && !seen.gone());
    }

    @Override
    public List<SeenOutput> orphans(int most) {
        return those(seen -> seen.orderId().isEmpty()).stream().limit(most).toList();
    }

    @Override
    public void putOutput(SeenOutput seen) {
        Outpoint outpoint = seen.output().outpoint();
        undo.put(outputs, outpoint, seen);
        seen.orderId().ifPresent(id -> {
            Set<Outpoint> all = byOrder.computeIfAbsent(id, any -> new LinkedHashSet<>());
            if (all.add(outpoint)) {
                undo.add(() -> all.remove(outpoint));
            }
        });
    }

    @Override
    public Set<String> ordered(Collection<String> addresses) {
        Set<String> found = new HashSet<>(addresses);
        found.retainAll(orderByAddress.keySet());
        return found;
    }

    Optional<String> orderAt(String address) {
        return Optional.ofNullable(orderByAddress.get(address));
    }

    void order(String address, String orderId) {
        undo.put(orderByAddress, address, orderId);
    }

    private List<SeenOutput> those(Predicate<SeenOutput> rule) {
        return outputs.values().stream().filter(rule).toList();
    }
}
