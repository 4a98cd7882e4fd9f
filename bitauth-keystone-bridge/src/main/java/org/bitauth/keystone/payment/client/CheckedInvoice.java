package org.bitauth.keystone.payment.client;

import org.bitauth.keystone.payment.Invoice;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.Order;
import org.bitauth.statement.SignedStatement;

/**
 * An invoice that its buyer may pay: signed by the vendor that he knows, for his own order, at the price of the offer that he
 * saw. Only {@link VendorClient} makes one, so whoever shows addresses from this type alone shows no stranger's.
 */
public final class CheckedInvoice {
    private final Order order;
    private final Offer offer;
    private final Invoice invoice;
    private final SignedStatement signed;

    CheckedInvoice(Order order, Offer offer, Invoice invoice, SignedStatement signed) {
        this.order = order;
        this.offer = offer;
        this.invoice = invoice;
        this.signed = signed;
    }

    /**
     * What was ordered.
     *
     * @return the order, whose {@link Order#id} asks for its state
     */
    public Order order() {
        return order;
    }

    /**
     * What is bought.
     *
     * @return the offer as the buyer saw it
     */
    public Offer offer() {
        return offer;
    }

    /**
     * What is to be paid, where and until when.
     *
     * @return the invoice
     */
    public Invoice invoice() {
        return invoice;
    }

    /**
     * The vendor's word, to be kept as a proof.
     *
     * @return the invoice as it was signed
     */
    public SignedStatement signed() {
        return signed;
    }

    @Override
    public String toString() {
        return invoice.statement().text();
    }
}
