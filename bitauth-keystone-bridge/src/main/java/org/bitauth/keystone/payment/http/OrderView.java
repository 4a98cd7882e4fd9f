package org.bitauth.keystone.payment.http;

import java.util.Optional;
import org.bitauth.keystone.payment.Evaluation;
import org.bitauth.keystone.payment.Lease;
import org.bitauth.keystone.payment.LeaseBook;
import org.bitauth.keystone.payment.OrderState;
import org.bitauth.keystone.payment.PlacedOrder;

/**
 * What an order's owner is told, as it was at one moment of the store.
 *
 * @param placed the order
 * @param lease its lease; empty before anything was paid
 * @param confirmations how many blocks the whole amount has, counted up to the number that it needs
 */
record OrderView(PlacedOrder placed, Optional<Lease> lease, int confirmations) {
    static OrderView of(PlacedOrder placed, LeaseBook book) {
        long height = book.chain().tip().map(tip -> tip.block().height()).orElse(-1L);
        return new OrderView(
                placed,
                book.lease(placed.order().lease()),
                confirmations(placed.evaluation(), placed.invoice().confirmations(), height));
    }

    private static int confirmations(Evaluation evaluation, int needed, long height) {
        if (evaluation.state() == OrderState.SETTLED) {
            return needed;
        }
        // An order that is due at a height has its whole amount in blocks.
        long missing =
                evaluation.dueHeight().isPresent() ? evaluation.dueHeight().getAsLong() - height : needed;
        return (int) Math.max(0, Math.min(needed, needed - missing));
    }
}
