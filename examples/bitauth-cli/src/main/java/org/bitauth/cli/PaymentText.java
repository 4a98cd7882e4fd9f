package org.bitauth.cli;

import org.bitauth.keystone.payment.Invoice;
import org.bitauth.keystone.payment.PaymentUri;
import org.bitauth.keystone.payment.client.CheckedInvoice;

/** What a wallet is told of an invoice, once that was checked. */
final class PaymentText {
    private PaymentText() {}

    static PaymentUri of(CheckedInvoice checked) {
        Invoice invoice = checked.invoice();
        String message =
                checked.offer().title() + " for " + checked.order().lease().instance();
        return new PaymentUri(invoice.address(), invoice.satoshi(), message, invoice.owner());
    }
}
