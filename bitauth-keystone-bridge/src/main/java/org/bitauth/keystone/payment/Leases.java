package org.bitauth.keystone.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Sin;

/** Who has paid, and until when. Asked at each login, so that what ends or is taken back counts at once. Thread-safe. */
public final class Leases {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final LeaseStore store;
    private final LeaseListener listener;
    private final InstantSource clock;

    /**
     * Leases.
     *
     * @param store where they are kept
     * @param listener is told of changes that are made here
     * @param clock what tells the time
     */
    public Leases(LeaseStore store, LeaseListener listener, InstantSource clock) {
        this.store = store;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Tells whether an identity may enter an instance now.
     *
     * @param owner the identity
     * @param instance the instance
     * @return true if a lease of it is open
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public boolean active(Sin owner, String instance) {
        return openUntil(owner, instance).isPresent();
    }

    /**
     * Until when an identity may enter an instance.
     *
     * @param owner the identity
     * @param instance the instance
     * @return the end of the lease that is open longest; empty if none is open
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public Optional<Instant> openUntil(Sin owner, String instance) {
        Instant now = clock.instant();
        return of(owner).stream()
                .filter(lease -> lease.id().instance().equals(instance))
                .flatMap(lease -> lease.openUntil(now).stream())
                .max(Comparator.naturalOrder());
    }

    /**
     * The leases of an identity.
     *
     * @param owner the identity
     * @return all, open or not
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public List<Lease> of(Sin owner) {
        return store.read(book -> book.leases(owner));
    }

    /**
     * Gives time for another proof of payment than the chain's: a vendor's own billing, another payment server, a person. It
     * counts once: the same reference for the same order changes nothing.
     *
     * @param orderId the order whose lease is extended
     * @param duration how long, in whole seconds, at least one
     * @param reference what the proof is known by, 1 to 128 printable ASCII characters
     * @return the lease as it is now; empty if there is no such order
     * @throws MalformedException if duration or reference has another form
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public Optional<Lease> extend(String orderId, Duration duration, String reference) {
        if (!reference.matches("[ -~]{1,128}")) {
            throw new MalformedException("reference must be 1 to 128 printable ASCII characters");
        }
        if (duration.toNanosPart() != 0
                || duration.compareTo(Duration.ofSeconds(1)) < 0
                || duration.compareTo(LONGEST) > 0) {
            throw new MalformedException("extension must be whole seconds, up to " + LONGEST.toSeconds());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return remade(orderId, "extension", book -> {
            LeaseTerm term = new LeaseTerm(now, duration, reference);
            if (book.addExtension(new Extension(orderId, term))) {
                book.write(new JournalEntry(
                        now, orderId, "extension " + reference, duration.toSeconds() + " seconds more"));
            }
        });
    }

    /**
     * Closes a lease, or opens it again. What was paid stays recorded, and time goes on.
     *
     * @param orderId an order of the lease
     * @param revoked true to close
     * @param reason for the journal, 1 to 128 printable ASCII characters
     * @return the lease as it is now; empty if there is no such order
     * @throws MalformedException if the reason has another form
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public Optional<Lease> setRevoked(String orderId, boolean revoked, String reason) {
        if (!reason.matches("[ -~]{1,128}")) {
            throw new MalformedException("reason must be 1 to 128 printable ASCII characters");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Ledger.Change> change = store.change(book -> {
            book.chain().lockTip();
            return book.order(orderId).map(placed -> {
                Optional<Lease> before = book.lease(placed.order().lease());
                Lease open = before.orElseGet(
                        () -> Lease.of(placed.order().lease(), List.of(), placed.grace(), placed.roles(), false));
                Lease after = new Lease(open.id(), open.paidThrough(), open.grace(), open.roles(), revoked);
                book.putLease(after);
                book.write(new JournalEntry(now, orderId, revoked ? "revoked" : "revocation withdrawn", reason));
                return new Ledger.Change(before, after);
            });
        });
        change.ifPresent(made -> listener.changed(made.before(), made.after()));
        return change.map(Ledger.Change::after);
    }

    private interface Proof {
        void writeInto(LeaseBook book);
    }

    private Optional<Lease> remade(String orderId, String cause, Proof proof) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Remade> remade = store.change(book -> {
            book.chain().lockTip(); // no other change of leases meanwhile
            return book.order(orderId).map(placed -> {
                proof.writeInto(book);
                Ledger ledger = new Ledger(book, now);
                ledger.remake(placed.order().lease(), placed.grace(), placed.roles(), orderId, cause);
                return new Remade(
                        ledger.changes(), book.lease(placed.order().lease()).orElseThrow());
            });
        });
        remade.ifPresent(made -> made.changes().forEach(change -> listener.changed(change.before(), change.after())));
        return remade.map(Remade::lease);
    }

    private record Remade(List<Ledger.Change> changes, Lease lease) {}
}
