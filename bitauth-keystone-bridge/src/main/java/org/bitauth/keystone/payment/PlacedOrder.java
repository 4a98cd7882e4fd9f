package org.bitauth.keystone.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;

/**
 * An order that was answered with an invoice: kept for good.
 *
 * @param order the order
 * @param invoice the invoice
 * @param signedOrder the order as its owner signed it
 * @param signedInvoice the invoice as the vendor signed it
 * @param grace the offer's, in whole seconds
 * @param roles the offer's
 * @param placedAt when it was taken
 * @param evaluation what it is worth, as it was evaluated last
 */
public record PlacedOrder(
        Order order,
        Invoice invoice,
        SignedStatement signedOrder,
        SignedStatement signedInvoice,
        Duration grace,
        List<String> roles,
        Instant placedAt,
        Evaluation evaluation) {
    /** Copies the list. */
    public PlacedOrder {
        roles = List.copyOf(roles);
    }

    /**
     * Reads what a store kept.
     *
     * @param signedOrder the order as its owner signed it
     * @param signedInvoice the invoice as the vendor signed it
     * @param grace the offer's, in whole seconds
     * @param roles the offer's
     * @param placedAt when it was taken
     * @param evaluation what it is worth, as it was evaluated last
     * @return the order
     * @throws org.bitauth.MalformedException if the statements are not what they were
     */
    public static PlacedOrder read(
            SignedStatement signedOrder,
            SignedStatement signedInvoice,
            Duration grace,
            List<String> roles,
            Instant placedAt,
            Evaluation evaluation) {
        return new PlacedOrder(
                Order.of(Statement.parse(signedOrder.text(), Order.KIND)),
                Invoice.of(Statement.parse(signedInvoice.text(), Invoice.KIND)),
                signedOrder,
                signedInvoice,
                grace,
                roles,
                placedAt,
                evaluation);
    }

    /** Before anything was paid. */
    static Evaluation unpaid(Invoice invoice) {
        return new Evaluation(
                OrderState.NEW,
                Set.of(),
                0,
                0,
                Optional.empty(),
                false,
                OptionalLong.empty(),
                Optional.of(invoice.payBy().plusSeconds(1)));
    }

    /**
     * What it is known by.
     *
     * @return {@link Order#id}
     */
    public String id() {
        return order.id();
    }

    /**
     * The same order, evaluated anew.
     *
     * @param now what it is worth now
     * @return the order
     */
    public PlacedOrder evaluated(Evaluation now) {
        return new PlacedOrder(order, invoice, signedOrder, signedInvoice, grace, roles, placedAt, now);
    }

    /**
     * What it adds to its lease.
     *
     * @return the term, with the order's id; empty unless it is settled
     */
    public Optional<LeaseTerm> term() {
        return evaluation.settledAt().map(at -> new LeaseTerm(at, order.duration(), id()));
    }
}
