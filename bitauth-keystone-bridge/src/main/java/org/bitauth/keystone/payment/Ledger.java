package org.bitauth.keystone.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;

/**
 * Writes what the chain says into a book, within one change, and evaluates anew each order that it may touch. Whatever the
 * order in which facts come, and however often, what the book says afterwards depends on the facts alone.
 */
final class Ledger {
    private static final int MOST_CONFIRMATIONS = 100;

    private final LeaseBook book;
    private final Instant now;
    private final Set<String> touched = new LinkedHashSet<>();
    private final List<Change> changes = new ArrayList<>();
    private final Set<String> orphanAddresses = new LinkedHashSet<>();
    private boolean moreIsDue;

    /** A lease that is not as it was. */
    record Change(Optional<Lease> before, Lease after) {}

    Ledger(LeaseBook book, Instant now) {
        this.book = book;
        this.now = now;
    }

    /** Removes blocks that the best chain no longer has. */
    void disconnectAbove(long height) {
        // The blocks that gave confirmations change for outputs further down, too.
        for (SeenOutput seen : book.chain().outputsAbove(height - MOST_CONFIRMATIONS)) {
            if (seen.block().filter(block -> block.height() > height).isPresent()) {
                put(seen.disconnected());
            } else {
                seen.orderId().ifPresent(touched::add);
            }
        }
        book.chain().disconnectAbove(height);
    }

    /** Adds a block, and the outputs in it. */
    void connect(ChainBlock block) {
        book.chain().connect(new ChainTip(block.id(), block.work()), now);
        for (ChainOutput output : block.outputs()) {
            put(known(output).in(block));
        }
    }

    /** Takes note of all outputs that wait for a block: of those that are not named, none waits any longer. */
    void waiting(List<ChainOutput> outputs) {
        Set<Outpoint> named = new HashSet<>();
        for (ChainOutput output : outputs) {
            named.add(output.outpoint());
            SeenOutput seen = known(output);
            if (seen.block().isEmpty()
                    && (seen.gone() || book.chain().output(output.outpoint()).isEmpty())) {
                put(seen.withGone(false));
            }
        }
        for (SeenOutput seen : book.chain().waitingOutputs()) {
            if (!named.contains(seen.output().outpoint())) {
                put(seen.withGone(true));
            }
        }
    }

    /** Evaluates what was touched, and what is due by now. Returns the leases that changed. */
    List<Change> evaluate(String cause, int most) {
        long height = book.chain().tip().map(tip -> tip.block().height()).orElse(-1L);
        List<String> due = book.dueOrders(height, now, most);
        moreIsDue = due.size() == most;
        touched.addAll(due);
        for (String id : touched) {
            evaluate(id, height, cause);
        }
        touched.clear();
        return List.copyOf(changes);
    }

    /** Makes a lease anew. */
    void remake(LeaseId id, Duration grace, List<String> roles, String orderId, String cause) {
        Optional<Lease> before = book.lease(id);
        Lease after = Lease.of(
                id, terms(id), grace, roles, before.filter(Lease::revoked).isPresent());
        if (before.isEmpty() || !before.get().equals(after)) {
            book.putLease(after);
            changes.add(new Change(before, after));
            book.write(new JournalEntry(
                    now,
                    orderId,
                    cause,
                    "lease paid through "
                            + before.flatMap(Lease::paidThrough)
                                    .map(Instant::toString)
                                    .orElse("never") + " -> "
                            + after.paidThrough().map(Instant::toString).orElse("never")));
        }
    }

    /** The leases that are not as they were. */
    List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Whether {@link #evaluate} left something that is due. */
    boolean isMoreDue() {
        return moreIsDue;
    }

    /** Addresses that were paid and belong to no order. */
    Set<String> orphanAddresses() {
        return Set.copyOf(orphanAddresses);
    }

    private void evaluate(String id, long height, String cause) {
        PlacedOrder placed =
                book.order(id).orElseThrow(() -> new StoreException("lease store must have the order " + id));
        Evaluation before = placed.evaluation();
        Evaluation after =
                OrderEvaluator.evaluate(placed.invoice(), book.chain().outputs(id), height, this::connectedAt, now);
        if (before.equals(after)) {
            return;
        }
        book.setEvaluation(id, after);
        if (!says(before).equals(says(after))) {
            book.write(new JournalEntry(now, id, cause, says(before) + " -> " + says(after)));
        }
        if (!before.settledAt().equals(after.settledAt())) {
            remake(placed.order().lease(), placed.grace(), placed.roles(), id, cause);
        }
    }

    private List<LeaseTerm> terms(LeaseId id) {
        List<LeaseTerm> terms = new ArrayList<>(book.settledTerms(id));
        book.extensions(id).forEach(extension -> terms.add(extension.term()));
        return terms;
    }

    private Instant connectedAt(long height) {
        return book.chain()
                .connectedAt(height)
                .orElseThrow(() -> new StoreException("lease store must have the block at " + height));
    }

    private SeenOutput known(ChainOutput output) {
        return book.chain()
                .output(output.outpoint())
                .map(seen -> agreeing(seen, output))
                .orElseGet(() -> SeenOutput.waiting(output, book.orderAt(output.address()), now));
    }

    /** The same outpoint pays the same amount to the same address for ever; the payer may be proven later. */
    private static SeenOutput agreeing(SeenOutput seen, ChainOutput output) {
        if (!seen.output().address().equals(output.address()) || seen.output().satoshi() != output.satoshi()) {
            throw new MalformedException("output must be what it was: " + output.outpoint());
        }
        ChainOutput proven = seen.output().payer().isPresent() ? seen.output() : output;
        return new SeenOutput(proven, seen.orderId(), seen.seenAt(), seen.block(), seen.gone(), seen.reorged());
    }

    private void put(SeenOutput seen) {
        book.chain().putOutput(seen);
        seen.orderId()
                .ifPresentOrElse(
                        touched::add, () -> orphanAddresses.add(seen.output().address()));
    }

    /** An evaluation as the journal tells it. */
    static String says(Evaluation evaluation) {
        return evaluation.state() + " " + evaluation.flags() + " seen " + evaluation.seen() + " settled "
                + evaluation.settled() + (evaluation.payerIsOwner() ? " by the owner's key" : "");
    }
}
