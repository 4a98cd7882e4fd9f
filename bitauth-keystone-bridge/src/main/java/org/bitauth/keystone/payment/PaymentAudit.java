package org.bitauth.keystone.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recomputes everything that was paid from the chain, the invoices and the journal, beside what a store says, and changes
 * nothing. To be run when the store is at the end of the chain.
 */
public final class PaymentAudit {
    private static final int PAGE = 500;

    private final LeaseStore store;
    private final ChainSource chain;
    private final Instant now;
    private final List<String> differences = new ArrayList<>();

    private PaymentAudit(LeaseStore store, ChainSource chain, Instant now) {
        this.store = store;
        this.chain = chain;
        this.now = now;
    }

    /**
     * Compares.
     *
     * @param store what is audited
     * @param chain what it is compared with
     * @param clock what tells the time
     * @return a line for each difference, for people; none if there is none
     * @throws ChainException if the chain cannot be read as far back as the store begins
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public static List<String> differences(LeaseStore store, ChainSource chain, InstantSource clock)
            throws ChainException {
        PaymentAudit audit = new PaymentAudit(store, chain, clock.instant());
        audit.compareOrders(audit.readChain());
        audit.compareLeases();
        return List.copyOf(audit.differences);
    }

    /** What the chain says that each order was paid, by order and output. */
    private Map<String, Map<Outpoint, Placed>> readChain() throws ChainException {
        Map<String, Map<Outpoint, Placed>> paid = new HashMap<>();
        long last = store.read(book -> book.chain().tip())
                .map(tip -> tip.block().height())
                .orElse(-1L);
        for (long height = last; height >= 0; height--) {
            long at = height;
            Optional<String> known = store.read(book -> book.chain().hashAt(at));
            if (known.isEmpty()) {
                break; // before the vendor began
            }
            if (!chain.hashAt(height).equals(known)) {
                differences.add("block " + height + " is not in the best chain: " + known.get());
            }
            Optional<ChainBlock> block = chain.block(
                    height, addresses -> store.read(book -> book.chain().ordered(addresses)));
            block.ifPresent(found -> found.outputs()
                    .forEach(output -> store.read(book -> book.orderAt(output.address()))
                            .ifPresent(order -> paid.computeIfAbsent(order, id -> new HashMap<>())
                                    .put(output.outpoint(), new Placed(output, found.id())))));
        }
        return paid;
    }

    private record Placed(ChainOutput output, BlockId block) {}

    private void compareOrders(Map<String, Map<Outpoint, Placed>> paid) {
        long height = store.read(book -> book.chain().tip())
                .map(tip -> tip.block().height())
                .orElse(-1L);
        String after = "";
        for (List<PlacedOrder> page = page(after); !page.isEmpty(); page = page(after)) {
            for (PlacedOrder placed : page) {
                List<SeenOutput> outputs = store.read(book -> book.chain().outputs(placed.id()));
                compareOutputs(placed, outputs, paid.getOrDefault(placed.id(), Map.of()));
                compareEvaluation(placed, outputs, height);
            }
            after = page.get(page.size() - 1).id();
        }
    }

    private void compareOutputs(PlacedOrder placed, List<SeenOutput> outputs, Map<Outpoint, Placed> inChain) {
        Set<Outpoint> known = new HashSet<>();
        for (SeenOutput seen : outputs) {
            Outpoint outpoint = seen.output().outpoint();
            known.add(outpoint);
            Optional<Placed> found = Optional.ofNullable(inChain.get(outpoint));
            if (!seen.block().equals(found.map(Placed::block))) {
                differ(
                        placed,
                        "output " + outpoint + " is in block " + place(found.map(Placed::block)) + ", kept as in "
                                + place(seen.block()));
            } else if (found.filter(
                            one -> one.output().satoshi() != seen.output().satoshi())
                    .isPresent()) {
                differ(
                        placed,
                        "output " + outpoint + " pays " + found.get().output().satoshi() + " satoshi, kept as "
                                + seen.output().satoshi());
            }
        }
        inChain.keySet().stream()
                .filter(outpoint -> !known.contains(outpoint))
                .forEach(outpoint -> differ(placed, "output " + outpoint + " is in the chain and not kept"));
    }

    private void compareEvaluation(PlacedOrder placed, List<SeenOutput> outputs, long height) {
        Evaluation kept = placed.evaluation();
        boolean due = kept.dueAt().filter(at -> !at.isAfter(now)).isPresent();
        Evaluation anew = OrderEvaluator.evaluate(
                placed.invoice(),
                outputs,
                height,
                at -> store.read(book -> book.chain().connectedAt(at)).orElse(Instant.EPOCH),
                now);
        if (!due && !anew.equals(kept)) {
            differ(placed, "is " + Ledger.says(anew) + ", kept as " + Ledger.says(kept));
        }
        List<JournalEntry> journal = store.read(book -> book.journal(placed.id()));
        boolean told = kept.equals(PlacedOrder.unpaid(placed.invoice()))
                || journal.stream().anyMatch(entry -> entry.change().endsWith(Ledger.says(kept)));
        if (!told) {
            differ(placed, "is kept as " + Ledger.says(kept) + ", of which the journal does not tell");
        }
    }

    private void compareLeases() {
        Set<LeaseId> ids = new LinkedHashSet<>();
        String after = "";
        for (List<PlacedOrder> page = page(after); !page.isEmpty(); page = page(after)) {
            page.forEach(placed -> ids.add(placed.order().lease()));
            after = page.get(page.size() - 1).id();
        }
        for (LeaseId id : ids) {
            Optional<Instant> anew = store.read(book -> {
                List<LeaseTerm> terms = new ArrayList<>(book.settledTerms(id));
                book.extensions(id).forEach(extension -> terms.add(extension.term()));
                return Lease.of(id, terms, Duration.ZERO, List.of(), false).paidThrough();
            });
            Optional<Instant> kept = store.read(book -> book.lease(id)).flatMap(Lease::paidThrough);
            if (!anew.equals(kept)) {
                differences.add("lease of " + id.owner() + " for " + id.instance() + " is paid through " + time(anew)
                        + ", kept as " + time(kept));
            }
        }
        Optional<LeaseId> last = Optional.empty();
        for (List<Lease> page = leases(last); !page.isEmpty(); page = leases(last)) {
            page.stream()
                    .map(Lease::id)
                    .filter(id -> !ids.contains(id))
                    .forEach(id -> differences.add(
                            "lease of " + id.owner() + " for " + id.instance() + " is kept, and nobody ordered it"));
            last = Optional.of(page.get(page.size() - 1).id());
        }
    }

    private List<PlacedOrder> page(String after) {
        return store.read(book -> book.ordersAfter(after, PAGE));
    }

    private List<Lease> leases(Optional<LeaseId> after) {
        return store.read(book -> book.leasesAfter(after, PAGE));
    }

    private void differ(PlacedOrder placed, String what) {
        differences.add("order " + placed.id() + " " + what);
    }

    private static String place(Optional<BlockId> block) {
        return block.map(found -> found.height() + " " + found.hash()).orElse("none");
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("never");
    }
}
