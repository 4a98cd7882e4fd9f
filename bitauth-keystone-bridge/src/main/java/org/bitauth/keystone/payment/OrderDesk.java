package org.bitauth.keystone.payment;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.statement.ProvenStatement;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.StatementRejection;
import org.bitauth.statement.StatementVerifier;
import org.bitauth.wallet.BitcoinNetwork;

/** Takes orders and answers with invoices that the vendor's identity signs. Immutable and thread-safe. */
public final class OrderDesk {
    private final URI cloud;
    private final BitauthSigner vendor;
    private final List<Offer> offers;
    private final BitcoinNetwork network;
    private final AddressSource addresses;
    private final LeaseStore store;
    private final BooleanSupplier ready;
    private final AuthListener listener;
    private final InstantSource clock;
    private final StatementVerifier verifier;

    OrderDesk(Payments.Builder settings, BooleanSupplier ready) {
        cloud = settings.cloud;
        vendor = settings.vendor;
        offers = List.copyOf(settings.offers);
        network = settings.network;
        addresses = settings.addresses;
        store = settings.store;
        listener = settings.listener;
        clock = settings.clock;
        this.ready = ready;
        verifier = StatementVerifier.builder(cloud).clock(clock).build();
    }

    /**
     * Who signs invoices.
     *
     * @return the identity that buyers must know beforehand
     */
    public Sin vendor() {
        return vendor.publicKey().sin();
    }

    /**
     * The network that money is awaited on.
     *
     * @return the network
     */
    public BitcoinNetwork network() {
        return network;
    }

    /**
     * What is sold.
     *
     * @return the offers in the vendor's order
     */
    public List<Offer> offers() {
        return offers;
    }

    /**
     * Takes an order. In this order: 1 the statement holds, for this cloud and by its owner; 2 it is for this vendor; 3 it
     * lives fifteen minutes at most; 4 the offer is there, its text is what the buyer saw, and it is sold for so long;
     * 5 bridge and node are ready; 6 an address is taken for good; 7 the invoice is signed; 8 both are kept, unless the
     * order is known.
     *
     * @param signed the order
     * @param requestId the request's id
     * @return the order with its invoice, or the step that refused
     * @throws StoreException if the store cannot answer
     */
    public Outcome<PlacedOrder, OrderRejection> place(SignedStatement signed, String requestId) {
        Outcome<ProvenStatement, StatementRejection> proof = verifier.verify(signed, Order.KIND, requestId); // 1
        if (proof instanceof Outcome.Rejected<ProvenStatement, StatementRejection> no) {
            OrderRejection reason = no.reason().isMalformed() ? OrderRejection.MALFORMED : OrderRejection.NOT_PROVEN;
            return refuse(reason, no.reason() + ": " + no.detail(), requestId);
        }
        Order order;
        try {
            order = Order.of(proof.accepted().orElseThrow().statement());
        } catch (MalformedException e) {
            return refuse(OrderRejection.MALFORMED, String.valueOf(e.getMessage()), requestId);
        }
        if (!order.vendor().equals(vendor())) { // 2
            return refuse(OrderRejection.NOT_PROVEN, "order is for the vendor " + order.vendor(), requestId);
        }
        Optional<String> badTime = order.badTime();
        if (badTime.isPresent()) { // 3
            return refuse(OrderRejection.NOT_PROVEN, badTime.get(), requestId);
        }
        Optional<Offer> offer = offer(order);
        if (offer.isEmpty()) { // 4
            String detail = "offer " + order.lease().offer() + " is not sold as ordered";
            return refuse(OrderRejection.OFFER, detail, requestId);
        }
        if (store.read(book -> book.order(order.id())).isPresent()) {
            return refuse(OrderRejection.KNOWN, "order " + order.id() + " was taken before", requestId);
        }
        if (!ready.getAsBoolean()) { // 5
            return refuse(OrderRejection.UNAVAILABLE, "the chain was not read to its end yet", requestId);
        }
        return answer(signed, order, offer.get(), requestId);
    }

    private Outcome<PlacedOrder, OrderRejection> answer(
            SignedStatement signed, Order order, Offer offer, String requestId) {
        long index = store.change(book -> book.takeIndex(addresses.id())); // 6
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String address = addresses.address(index);
        Invoice invoice = Invoice.write(cloud, vendor(), order, offer, network, address, now);
        SignedStatement signedInvoice = invoice.statement().sign(vendor); // 7
        PlacedOrder placed = new PlacedOrder(
                order, invoice, signed, signedInvoice, offer.grace(), offer.roles(), now, PlacedOrder.unpaid(invoice));
        boolean added = store.change(
                book -> { // 8
                    if (!book.addOrder(placed)) {
                        return false;
                    }
                    book.write(new JournalEntry(
                            now, placed.id(), "order", "NEW " + invoice.satoshi() + " satoshi to " + address));
                    return true;
                });
        if (!added) {
            return refuse(OrderRejection.KNOWN, "order " + order.id() + " was taken before", requestId);
        }
        tell(Optional.of(order.lease().owner()), "accepted", "invoice for order " + placed.id(), requestId);
        return new Outcome.Accepted<>(placed);
    }

    private Optional<Offer> offer(Order order) {
        return offers.stream()
                .filter(offer -> offer.id().equals(order.lease().offer()))
                .filter(offer -> offer.digest().equals(order.offerDigest()))
                .filter(offer -> offer.least().compareTo(order.duration()) <= 0)
                .filter(offer -> offer.most().compareTo(order.duration()) >= 0)
                .findFirst();
    }

    private Outcome<PlacedOrder, OrderRejection> refuse(OrderRejection reason, String detail, String requestId) {
        tell(Optional.empty(), reason.name().toLowerCase(Locale.ROOT), detail, requestId);
        return new Outcome.Rejected<>(reason, detail, requestId);
    }

    private void tell(Optional<Sin> sin, String outcome, String detail, String requestId) {
        listener.on(new AuthEvent(clock.instant(), requestId, "order.place", sin, outcome, detail));
    }
}
