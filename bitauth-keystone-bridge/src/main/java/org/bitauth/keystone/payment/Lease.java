package org.bitauth.keystone.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Time that was paid for. Made anew from all its proofs of payment, never added to.
 *
 * @param id what it is for
 * @param paidThrough until when it is paid; empty while nothing has settled
 * @param grace how long access lasts beyond that
 * @param roles the roles that it gives on the owner's project
 * @param revoked true if the vendor closed it
 */
public record Lease(LeaseId id, Optional<Instant> paidThrough, Duration grace, List<String> roles, boolean revoked) {
    /** How long what the owner has is kept after access ended. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** Copies the list. */
    public Lease {
        roles = List.copyOf(roles);
    }

    /**
     * Makes a lease of its proofs of payment. Time begins when a payment is known to have settled, or when what was paid
     * before ends, whichever is later: no time passes while nothing is open.
     *
     * @param id what it is for
     * @param terms all of them, in any order
     * @param grace the offer's
     * @param roles the offer's
     * @param revoked true if the vendor closed it
     * @return the lease
     */
    static Lease of(LeaseId id, List<LeaseTerm> terms, Duration grace, List<String> roles, boolean revoked) {
        Optional<Instant> end = Optional.empty();
        for (LeaseTerm term : terms.stream()
                .sorted(Comparator.comparing(LeaseTerm::at).thenComparing(LeaseTerm::reference))
                .toList()) {
            Instant begin = end.filter(term.at()::isBefore).orElse(term.at());
            end = Optional.of(begin.plus(term.duration()));
        }
        return new Lease(id, end, grace, roles, revoked);
    }

    /**
     * How it is.
     *
     * @param now the moment
     * @return the state
     */
    public LeaseState stateAt(Instant now) {
        if (revoked) {
            return LeaseState.REVOKED;
        }
        if (paidThrough.isEmpty()) {
            return LeaseState.PENDING;
        }
        Instant end = paidThrough.get();
        if (now.isBefore(end)) {
            return LeaseState.ACTIVE;
        }
        if (now.isBefore(end.plus(grace))) {
            return LeaseState.GRACE;
        }
        return now.isBefore(end.plus(grace).plus(KEPT)) ? LeaseState.SUSPENDED : LeaseState.ENDED;
    }

    /**
     * Until when there is access: tokens and certificates end by then.
     *
     * @param now the moment
     * @return the end, after now; empty if there is no access
     */
    public Optional<Instant> openUntil(Instant now) {
        return stateAt(now).isOpen() ? paidThrough.map(end -> end.plus(grace)) : Optional.empty();
    }
}
