package org.bitauth.keystone.payment;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.keystone.lab.BitcoinNode;
import org.bitauth.keystone.payment.bitcoin.NodeChainSource;
import org.bitauth.keystone.payment.bitcoin.NodeCredentials;
import org.bitauth.keystone.payment.bitcoin.XpubAddresses;
import org.bitauth.keystone.store.InMemoryLeaseStore;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.crypto.ChildNumber;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.HDKeyDerivation;

/** A vendor with an account of his own, whose chain is that of a real node. */
final class NodeShop implements InstantSource {
    final BitauthKey vendor = BitauthKey.generate();
    final BitauthKey buyer = BitauthKey.generate();
    final Offer offer = Shop.offer(2);
    final LeaseStore store;
    final Payments payments;
    private final ChainSource source;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    NodeShop(ChainSource source, String account) {
        this(source, account, new InMemoryLeaseStore());
    }

    NodeShop(ChainSource source, String account, LeaseStore store) {
        this.source = source;
        this.store = store;
        payments = Payments.builder(
                        Shop.CLOUD,
                        vendor,
                        BitcoinNetwork.REGTEST,
                        new XpubAddresses(account, BitcoinNetwork.REGTEST),
                        source,
                        store)
                .offer(offer)
                .clock(this)
                .lookahead(20)
                .build();
        payments.sync().once();
    }

    /** A shop with a new account on the chain of a node. */
    static NodeShop on(BitcoinNode node) {
        return new NodeShop(source(node.uri(), NodeCredentials.cookie(node.cookie())), newAccount());
    }

    static ChainSource source(URI url, NodeCredentials credentials) {
        return NodeChainSource.builder(url, credentials, BitcoinNetwork.REGTEST).build();
    }

    /** The extended public key of a new account; the private one is forgotten. */
    static String newAccount() {
        DeterministicKey key =
                HDKeyDerivation.createMasterPrivateKey(BitauthKey.generate().toBytes(SecretAccess.EXPORT));
        for (int step : new int[] {84, 1, 0}) {
            key = HDKeyDerivation.deriveChildKey(key, new ChildNumber(step, true));
        }
        return key.serializePubB58(org.bitcoinj.base.BitcoinNetwork.REGTEST);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(System.currentTimeMillis()).plus(ahead.get());
    }

    void pass(Duration time) {
        ahead.updateAndGet(before -> before.plus(time));
    }

    PlacedOrder order() {
        return order(buyer);
    }

    PlacedOrder order(BitauthKey owner) {
        Order order =
                Order.write(Shop.CLOUD, vendor.sin(), offer, owner.sin(), "web-1", Duration.ofHours(1), instant());
        return payments.desk()
                .place(order.statement().sign(owner), "req-test")
                .orElseThrow(no -> new AssertionError(no.detail()));
    }

    Evaluation sync(PlacedOrder placed) {
        payments.sync().once();
        return now(placed);
    }

    Evaluation now(PlacedOrder placed) {
        return payments.order(placed.id()).orElseThrow().evaluation();
    }

    boolean isOpen() {
        return payments.leases().active(buyer.sin(), "web-1");
    }

    List<String> differences() throws ChainException {
        return PaymentAudit.differences(store, source, this);
    }
}
