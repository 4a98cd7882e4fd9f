package org.bitauth.keystone.payment.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.http.RequestId;
import org.bitauth.keystone.payment.Invoice;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.Order;
import org.bitauth.statement.ProvenStatement;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.StatementRejection;
import org.bitauth.statement.StatementVerifier;
import org.bitauth.wallet.BitcoinAddress;
import org.bitauth.wallet.BitcoinNetwork;

/** Compares an invoice with what the buyer knows himself: nothing in it is believed for being there. */
final class InvoiceCheck {
    private final Sin vendor;
    private final BitcoinNetwork network;
    private final InstantSource clock;
    private final StatementVerifier verifier;

    InvoiceCheck(URI cloud, Sin vendor, BitcoinNetwork network, InstantSource clock) {
        this.vendor = vendor;
        this.network = network;
        this.clock = clock;
        verifier = StatementVerifier.builder(cloud).clock(clock).build();
    }

    Outcome<CheckedInvoice, VendorRejection> check(SignedStatement signed, Order order, Offer offer) {
        var proof = verifier.verify(signed, Invoice.KIND);
        if (proof instanceof Outcome.Rejected<ProvenStatement, StatementRejection> no) {
            return refuse(reason(no.reason()), no.reason() + ": " + no.detail());
        }
        Invoice invoice;
        try {
            invoice = Invoice.of(proof.accepted().orElseThrow().statement());
        } catch (MalformedException e) {
            return refuse(VendorRejection.FORM, String.valueOf(e.getMessage()));
        }
        Optional<Difference> found = difference(invoice, order, offer);
        return found.isPresent()
                ? refuse(found.get().line(), found.get().detail())
                : new Outcome.Accepted<>(new CheckedInvoice(order, offer, invoice, signed));
    }

    private record Difference(VendorRejection line, String detail) {}

    private Optional<Difference> difference(Invoice invoice, Order order, Offer offer) {
        long price = offer.price(order.duration());
        Instant issued = invoice.statement().issued().orElseThrow();
        Duration time = Duration.between(issued, invoice.payBy());
        if (!invoice.statement().identity().equals(vendor)) {
            return differs(
                    VendorRejection.VENDOR,
                    "invoice must be by the vendor " + vendor + ", was by "
                            + invoice.statement().identity());
        }
        if (!invoice.orderId().equals(order.id())) {
            return differs(VendorRejection.ORDER, "invoice must be for the order that was sent");
        }
        if (!invoice.owner().equals(order.lease().owner())) {
            return differs(VendorRejection.OWNER, "invoice must be for its buyer, was for " + invoice.owner());
        }
        if (invoice.network() != network) {
            return differs(VendorRejection.NETWORK, "network must be " + network + ", was " + invoice.network());
        }
        if (!isPayable(invoice.address())) {
            return differs(VendorRejection.ADDRESS, "address must be one of " + network);
        }
        if (invoice.satoshi() != price) {
            return differs(VendorRejection.SATOSHI, "amount must be " + price + " satoshi, was " + invoice.satoshi());
        }
        if (invoice.confirmations() > offer.confirmations()) {
            return differs(
                    VendorRejection.CONFIRMATIONS,
                    "confirmations must be at most " + offer.confirmations() + ", were " + invoice.confirmations());
        }
        if (!invoice.statement().value("Refund").equals(offer.refund())) {
            return differs(VendorRejection.REFUND, "refund must be as the offer says");
        }
        if (!invoice.payBy().isAfter(clock.instant()) || time.compareTo(offer.payBy()) < 0) {
            return differs(
                    VendorRejection.PAY_BY,
                    "time to pay must be " + offer.payBy().toSeconds() + " seconds and not over, was "
                            + time.toSeconds() + " until " + invoice.payBy());
        }
        return Optional.empty();
    }

    private static VendorRejection reason(StatementRejection reason) {
        return switch (reason) {
            case MALFORMED, KIND -> VendorRejection.FORM;
            case CLOUD -> VendorRejection.CLOUD;
            case STALE -> VendorRejection.PAY_BY;
            case IDENTITY, SIGNATURE, SECOND_IDENTITY, SECOND_SIGNATURE -> VendorRejection.SIGNATURE;
        };
    }

    private static Optional<Difference> differs(VendorRejection line, String detail) {
        return Optional.of(new Difference(line, detail));
    }

    private static Outcome<CheckedInvoice, VendorRejection> refuse(VendorRejection reason, String detail) {
        return new Outcome.Rejected<>(reason, detail, RequestId.next());
    }

    private boolean isPayable(String address) {
        try {
            return BitcoinAddress.parse(address, network).form() != BitcoinAddress.Form.UNKNOWN;
        } catch (MalformedException e) {
            return false;
        }
    }
}
