package org.bitauth.keystone.payment;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.keystone.store.InMemoryLeaseStore;
import org.bitauth.statement.SignedStatement;
import org.bitauth.wallet.BitcoinNetwork;

/** A vendor with one offer, and a chain that does what a test says. */
final class Shop {
    static final URI CLOUD = URI.create("https://cloud.example/v3");
    static final Duration HOUR = Duration.ofHours(1);
    static final long PRICE = 100_000;

    final Moments clock = new Moments();
    final ScriptedChain chain = new ScriptedChain(clock);
    final LeaseStore store;
    final BitauthKey vendor = BitauthKey.generate();
    final BitauthKey buyer = BitauthKey.generate();
    final Offer offer;
    final Payments payments;
    final List<Lease> changed = new ArrayList<>();

    Shop() {
        this(new InMemoryLeaseStore(), 2);
    }

    Shop(LeaseStore store, int confirmations) {
        this.store = store;
        offer = offer(confirmations);
        payments = Payments.builder(CLOUD, vendor, BitcoinNetwork.REGTEST, addresses(), chain, store)
                .offer(offer)
                .clock(clock)
                .lookahead(20)
                .leaseListener((before, after) -> changed.add(after))
                .build();
        payments.sync().once();
    }

    static Offer offer(int confirmations) {
        return new Offer(
                "small",
                "A small instance",
                PRICE,
                HOUR,
                Duration.ofMinutes(1),
                Duration.ofDays(30),
                List.of("member"),
                confirmations,
                Duration.ofMinutes(30),
                Duration.ZERO,
                "ask the operator");
    }

    static AddressSource addresses() {
        return new AddressSource() {
            @Override
            public String id() {
                return "test";
            }

            @Override
            public String address(long index) {
                return "address-" + index;
            }

            @Override
            public boolean owns(Sin sin, int first) {
                return false;
            }
        };
    }

    Order write(BitauthKey owner, Duration duration) {
        return Order.write(CLOUD, vendor.publicKey().sin(), offer, owner.sin(), "web-1", duration, clock.instant());
    }

    Outcome<PlacedOrder, OrderRejection> place(SignedStatement order) {
        return payments.desk().place(order, "req-test");
    }

    /** An order of the buyer for an hour. */
    PlacedOrder order() {
        return order(buyer);
    }

    PlacedOrder order(BitauthKey owner) {
        return place(write(owner, HOUR).statement().sign(owner)).orElseThrow(no -> new AssertionError(no.detail()));
    }

    Evaluation sync(PlacedOrder placed) {
        payments.sync().once();
        return now(placed);
    }

    Evaluation now(PlacedOrder placed) {
        return payments.order(placed.id()).orElseThrow().evaluation();
    }

    Lease lease(PlacedOrder placed) {
        return store.read(book -> book.lease(placed.order().lease())).orElseThrow();
    }

    boolean isOpen() {
        return payments.leases().active(buyer.sin(), "web-1");
    }
}
