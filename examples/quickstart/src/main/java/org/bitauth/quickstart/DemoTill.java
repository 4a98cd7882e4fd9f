package org.bitauth.quickstart;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.keystone.lab.RecordedNode;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Leases;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.Payments;
import org.bitauth.keystone.payment.bitcoin.NodeChainSource;
import org.bitauth.keystone.payment.bitcoin.NodeCredentials;
import org.bitauth.keystone.payment.bitcoin.XpubAddresses;
import org.bitauth.keystone.payment.http.PaymentHandler;
import org.bitauth.keystone.store.InMemoryLeaseStore;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.wallet.BitcoinNetwork;

/** A vendor's till on a chain that a real node once had; its clock can be set forward. */
final class DemoTill implements InstantSource, AutoCloseable {
    static final Duration PAID = Duration.ofHours(1);

    private static final int ORDERS = 1_000;

    private final RecordedNode node;
    private final BitauthKey vendor = BitauthKey.generate();
    private final LeaseStore store = new InMemoryLeaseStore();
    private final URI cloud;
    private final Payments payments;
    private volatile Duration ahead = Duration.ZERO;

    DemoTill(URI cloud) throws IOException {
        this.cloud = cloud;
        node = RecordedNode.start();
        payments = Payments.builder(
                        cloud,
                        vendor,
                        BitcoinNetwork.REGTEST,
                        new XpubAddresses(node.account(), BitcoinNetwork.REGTEST),
                        NodeChainSource.builder(
                                        node.url(),
                                        NodeCredentials.password(node.user(), node.password()),
                                        BitcoinNetwork.REGTEST)
                                .build(),
                        store)
                .lookahead(20)
                .offer(new Offer(
                        "small",
                        "A small instance",
                        100_000,
                        PAID,
                        Duration.ofMinutes(10),
                        Duration.ofDays(30),
                        List.of("member"),
                        2,
                        Duration.ofMinutes(30),
                        Duration.ZERO,
                        "ask the operator"))
                .clock(this)
                .build();
        payments.sync().once();
    }

    Sin vendor() {
        return vendor.sin();
    }

    Leases leases() {
        return payments.leases();
    }

    PaymentHandler handler() {
        return PaymentHandler.builder(payments, store, cloud, new InMemoryReplayGuard(ORDERS, this))
                .clock(this)
                .build();
    }

    /** The chain goes on, and the till reads it. */
    void moveTo(RecordedNode.Moment moment) {
        node.moveTo(moment);
        payments.sync().once().ifPresent(lag -> {
            throw new IllegalStateException("the chain cannot be read: " + lag.detail());
        });
    }

    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead);
    }

    @Override
    public void close() {
        node.close();
    }
}
