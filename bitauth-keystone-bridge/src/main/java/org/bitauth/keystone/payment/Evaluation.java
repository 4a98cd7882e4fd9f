package org.bitauth.keystone.payment;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What an order is worth at a moment. Made anew by {@link OrderEvaluator}, never changed.
 *
 * @param state how far it is
 * @param flags what else is to be known
 * @param seen satoshi that were seen and have not vanished
 * @param settled satoshi that have their confirmations and came in time to count
 * @param settledAt when it became known that the amount had its confirmations: a lease begins here at the earliest
 * @param payerIsOwner true if every payment that counts was signed in every input by the owner's own key
 * @param dueHeight the height at which time alone may change this
 * @param dueAt the moment at which time alone may change this
 */
public record Evaluation(
        OrderState state,
        Set<OrderFlag> flags,
        long seen,
        long settled,
        Optional<Instant> settledAt,
        boolean payerIsOwner,
        OptionalLong dueHeight,
        Optional<Instant> dueAt) {
    /** Copies the set. */
    public Evaluation {
        EnumSet<OrderFlag> ordered = EnumSet.noneOf(OrderFlag.class);
        ordered.addAll(flags);
        flags = java.util.Collections.unmodifiableSet(ordered);
    }
}
