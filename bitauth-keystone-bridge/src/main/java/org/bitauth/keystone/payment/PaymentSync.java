package org.bitauth.keystone.payment;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RequestId;

/**
 * Brings the store up to what the chain says, step by step: {@link #once} is called now and then, and when a node says that
 * there is something new. Each step is one change of the store, so several bridges may do it at once, and a process that is
 * killed between two steps leaves what an unbroken run has at that point. While the source gives no good answer nothing
 * settles, nothing is taken back, and {@link #lag} says why. Thread-safe.
 */
public final class PaymentSync {
    /** How many blocks may be replaced by others; more needs an operator. */
    static final int DEEPEST_REORG = 100;

    private static final int BLOCKS_AT_ONCE = 16;
    private static final int DUE_AT_ONCE = 1_000;
    private static final int MOST_FRUITLESS = 1_000;

    private final LeaseStore store;
    private final ChainSource source;
    private final Lookahead lookahead;
    private final LeaseListener leases;
    private final AuthListener listener;
    private final InstantSource clock;
    private volatile Optional<ChainLag> lag = Optional.empty();
    private volatile boolean caughtUp;

    PaymentSync(
            LeaseStore store,
            ChainSource source,
            Lookahead lookahead,
            LeaseListener leases,
            AuthListener listener,
            InstantSource clock) {
        this.store = store;
        this.source = source;
        this.lookahead = lookahead;
        this.leases = leases;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Reads all that is new. Returns when the store is at the end of the chain, or the source gives no good answer.
     *
     * @return why it is not at the end of the chain; empty if it is
     * @throws org.bitauth.StoreException if the store cannot answer; to be called again
     */
    public Optional<ChainLag> once() {
        Optional<ChainTip> before = Optional.empty();
        try {
            lookahead.moveTo(store.read(book -> book.nextIndex(lookahead.id())));
            for (int fruitless = 0; !step(); ) {
                Optional<ChainTip> at = store.read(book -> book.chain().tip());
                fruitless = at.equals(before) ? fruitless + 1 : 0;
                before = at;
                if (fruitless > MOST_FRUITLESS) {
                    throw new ChainException(ChainException.Reason.BROKEN, "chain must not change all the time");
                }
            }
            caughtUp = true;
            settleLag(Optional.empty());
        } catch (ChainException e) {
            evaluateDue();
            settleLag(Optional.of(lagging(e.reason(), String.valueOf(e.getMessage()))));
        } catch (MalformedException e) {
            evaluateDue();
            settleLag(Optional.of(lagging(ChainException.Reason.BROKEN, String.valueOf(e.getMessage()))));
        }
        return lag;
    }

    /**
     * Why nothing new settles.
     *
     * @return empty if the last {@link #once} reached the end of the chain, and before the first
     */
    public Optional<ChainLag> lag() {
        return lag;
    }

    /**
     * Tells whether the store has been at the end of the chain since this process began. Before that no invoice is written:
     * a store that was restored does not know yet which addresses were given away.
     *
     * @return true once {@link #once} came to the end
     */
    public boolean hasCaughtUp() {
        return caughtUp;
    }

    /** One change of the store, or none if the chain or the store changed meanwhile. Returns true at the end of the chain. */
    private boolean step() throws ChainException {
        Optional<ChainTip> at = store.read(book -> book.chain().tip());
        ChainTip tip = source.tip();
        if (at.isEmpty()) {
            begin(tip);
            return false;
        }
        long fork = fork(at.get(), tip);
        if (fork == tip.block().height()) {
            return waiting(at.get());
        }
        List<ChainBlock> blocks = blocks(at.get(), fork, tip);
        if (!blocks.isEmpty()) {
            commit(at, "block " + blocks.get(blocks.size() - 1).id().hash(), ledger -> {
                if (fork < at.get().block().height()) {
                    ledger.disconnectAbove(fork);
                }
                blocks.forEach(ledger::connect);
            });
        }
        return false;
    }

    private void begin(ChainTip tip) throws ChainException {
        ChainBlock block = source.block(tip.block().height(), addresses -> Set.of())
                .orElseThrow(() -> new ChainException(ChainException.Reason.BROKEN, "node must have its own tip"));
        commit(Optional.empty(), "first block", ledger -> ledger.connect(block));
    }

    /** The height of the last block that the store and the best chain share. */
    private long fork(ChainTip at, ChainTip tip) throws ChainException {
        long height = at.block().height();
        if (source.hashAt(height).equals(Optional.of(at.block().hash()))) {
            return height;
        }
        if (tip.work().compareTo(at.work()) <= 0) {
            throw new ChainException(
                    ChainException.Reason.BEHIND, "node has less work than the chain that was seen, at " + tip.block());
        }
        for (long below = height - 1; below >= 0 && below >= height - DEEPEST_REORG; below--) {
            long candidate = below;
            Optional<String> known = store.read(book -> book.chain().hashAt(candidate));
            if (known.isEmpty()) {
                break;
            }
            if (source.hashAt(below).equals(known)) {
                return below;
            }
        }
        throw new ChainException(
                ChainException.Reason.OTHER_CHAIN,
                "node's chain shares none of the last " + DEEPEST_REORG + " blocks that were seen");
    }

    /** The next blocks; where the chain was cut, as many as have more work than before. None if the chain just changed. */
    private List<ChainBlock> blocks(ChainTip at, long fork, ChainTip tip) throws ChainException {
        List<ChainBlock> blocks = new ArrayList<>();
        Optional<String> previous = store.read(book -> book.chain().hashAt(fork));
        for (long height = fork + 1; height <= tip.block().height(); height++) {
            Optional<ChainBlock> block = source.block(height, this::watched);
            if (block.isEmpty() || !previous.equals(Optional.of(block.get().previousHash()))) {
                return List.of();
            }
            blocks.add(block.get());
            previous = Optional.of(block.get().id().hash());
            if (blocks.size() >= BLOCKS_AT_ONCE && block.get().work().compareTo(at.work()) > 0) {
                return blocks;
            }
        }
        boolean more = blocks.get(blocks.size() - 1).work().compareTo(at.work()) > 0;
        return more ? blocks : List.of();
    }

    private boolean waiting(ChainTip at) throws ChainException {
        List<ChainOutput> outputs = source.unconfirmed(this::watched);
        if (!source.tip().block().equals(at.block())) {
            return false; // some may be in a block by now
        }
        return commit(Optional.of(at), "transactions that wait", ledger -> ledger.waiting(outputs));
    }

    private Set<String> watched(Collection<String> addresses) {
        Set<String> watched = new HashSet<>(store.read(book -> book.chain().ordered(addresses)));
        watched.addAll(lookahead.among(addresses));
        return watched;
    }

    private interface Facts {
        void writeInto(Ledger ledger);
    }

    /** Writes facts, unless another bridge was first. Returns whether they were written, and nothing is due any more. */
    private boolean commit(Optional<ChainTip> at, String cause, Facts facts) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Written> written = store.change(book -> {
            if (!book.chain().lockTip().equals(at)) {
                return Optional.empty();
            }
            Ledger ledger = new Ledger(book, now);
            facts.writeInto(ledger);
            lookahead.skip(book, ledger.orphanAddresses());
            return Optional.of(Written.by(ledger, cause));
        });
        written.ifPresent(found -> tell(found.changes()));
        lookahead.moveTo(store.read(book -> book.nextIndex(lookahead.id())));
        return written.isPresent() && !written.get().moreIsDue();
    }

    /** Deadlines pass without a node, too. */
    private void evaluateDue() {
        Written written;
        do {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            written = store.change(book -> {
                book.chain().lockTip();
                return Written.by(new Ledger(book, now), "time");
            });
            tell(written.changes());
        } while (written.moreIsDue());
    }

    private record Written(List<Ledger.Change> changes, boolean moreIsDue) {
        static Written by(Ledger ledger, String cause) {
            List<Ledger.Change> changes = ledger.evaluate(cause, DUE_AT_ONCE);
            return new Written(changes, ledger.isMoreDue());
        }
    }

    private void tell(List<Ledger.Change> changes) {
        for (Ledger.Change change : changes) {
            leases.changed(change.before(), change.after());
            listener.on(new AuthEvent(
                    clock.instant(),
                    RequestId.next(),
                    "lease.change",
                    Optional.of(change.after().id().owner()),
                    "accepted",
                    "instance " + change.after().id().instance() + " is paid through "
                            + change.after()
                                    .paidThrough()
                                    .map(Instant::toString)
                                    .orElse("never")));
        }
    }

    private ChainLag lagging(ChainException.Reason reason, String detail) {
        Instant since = lag.map(ChainLag::since).orElseGet(clock::instant);
        return new ChainLag(since, reason, detail);
    }

    private void settleLag(Optional<ChainLag> now) {
        Optional<ChainLag> before = lag;
        lag = now;
        if (!before.map(ChainLag::reason).equals(now.map(ChainLag::reason))) {
            String outcome = now.map(found -> found.reason().name().toLowerCase(Locale.ROOT))
                    .orElse("accepted");
            String detail = now.map(ChainLag::detail).orElse("at the end of the chain");
            listener.on(
                    new AuthEvent(clock.instant(), RequestId.next(), "chain.lag", Optional.empty(), outcome, detail));
        }
    }
}
