package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bitauth.BitauthKey;
import org.bitauth.Outcome;
import org.bitauth.keystone.store.InMemoryLeaseStore;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementSignature;
import org.bitauth.statement.StatementVerifier;
import org.bitauth.wallet.BitcoinNetwork;
import org.junit.jupiter.api.Test;

/** The steps of {@link OrderDesk#place}, one broken order for each. */
class OrderDeskTest {
    private final Shop shop = new Shop();
    private final Order order = shop.write(shop.buyer, Shop.HOUR);

    private Optional<OrderRejection> refusal(Order changed) {
        return refusal(changed.statement().sign(shop.buyer));
    }

    private Optional<OrderRejection> refusal(SignedStatement signed) {
        return shop.place(signed).rejected().map(Outcome.Rejected::reason);
    }

    private Order write(URI cloud, BitauthKey vendor, Offer offer, Duration duration) {
        return Order.write(
                cloud, vendor.publicKey().sin(), offer, shop.buyer.sin(), "web-1", duration, shop.clock.instant());
    }

    private static Offer other(String title, long satoshi) {
        Offer offer = Shop.offer(2);
        return new Offer(
                offer.id(),
                title,
                satoshi,
                offer.period(),
                offer.least(),
                offer.most(),
                offer.roles(),
                offer.confirmations(),
                offer.payBy(),
                offer.grace(),
                offer.refund());
    }

    @Test
    void answersWithAnInvoiceOfTheVendor() {
        PlacedOrder placed =
                shop.place(order.statement().sign(shop.buyer)).accepted().orElseThrow();

        Invoice invoice = placed.invoice();
        assertThat(StatementVerifier.builder(Shop.CLOUD)
                        .clock(shop.clock)
                        .build()
                        .verify(placed.signedInvoice(), Invoice.KIND)
                        .accepted())
                .isPresent();
        assertThat(invoice.statement().identity()).isEqualTo(shop.vendor.sin());
        assertThat(invoice.orderId()).isEqualTo(order.id());
        assertThat(invoice.owner()).isEqualTo(shop.buyer.sin());
        assertThat(invoice.satoshi()).isEqualTo(Shop.PRICE);
        assertThat(invoice.network()).isEqualTo(BitcoinNetwork.REGTEST);
        assertThat(invoice.payBy()).isEqualTo(shop.clock.instant().plus(Duration.ofMinutes(30)));
    }

    @Test
    void step1RefusesASignatureOfAnotherKey() {
        BitauthKey thief = BitauthKey.generate();
        SignedStatement signed = order.statement().sign(shop.buyer);
        SignedStatement forged = new SignedStatement(
                signed.text(),
                List.of(new StatementSignature(
                        thief.publicKey().toHex(), signed.signatures().get(0).signature())));

        assertThat(refusal(forged)).contains(OrderRejection.NOT_PROVEN);
    }

    @Test
    void step1RefusesAChangedText() {
        SignedStatement signed = order.statement().sign(shop.buyer);
        String text = signed.text().replace("Seconds: 3600", "Seconds: 7200");

        assertThat(refusal(new SignedStatement(text, signed.signatures()))).contains(OrderRejection.NOT_PROVEN);
    }

    @Test
    void step1RefusesOtherLineEnds() {
        SignedStatement signed = order.statement().sign(shop.buyer);

        assertThat(refusal(new SignedStatement(signed.text().replace("\n", "\r\n"), signed.signatures())))
                .contains(OrderRejection.MALFORMED);
        assertThat(refusal(new SignedStatement(signed.text() + "\n", signed.signatures())))
                .contains(OrderRejection.MALFORMED);
    }

    @Test
    void step1RefusesAnotherCloud() {
        assertThat(refusal(write(URI.create("https://other.example/v3"), shop.vendor, shop.offer, Shop.HOUR)))
                .contains(OrderRejection.NOT_PROVEN);
    }

    @Test
    void step1RefusesAnExpiredOrder() {
        shop.clock.pass(Duration.ofMinutes(16));

        assertThat(refusal(order)).contains(OrderRejection.NOT_PROVEN);
    }

    @Test
    void step1RefusesAnotherKindOfStatement() {
        PlacedOrder placed = shop.order();

        assertThat(refusal(placed.signedInvoice())).contains(OrderRejection.MALFORMED);
    }

    @Test
    void step1RefusesAnOrderForNoTime() {
        Statement statement =
                Statement.parse(order.statement().text().replace("Seconds: 3600", "Seconds: 0"), Order.KIND);

        assertThat(refusal(statement.sign(shop.buyer))).contains(OrderRejection.MALFORMED);
    }

    @Test
    void step2RefusesAnOrderForAnotherVendor() {
        assertThat(refusal(write(Shop.CLOUD, BitauthKey.generate(), shop.offer, Shop.HOUR)))
                .contains(OrderRejection.NOT_PROVEN);
    }

    @Test
    void step3RefusesAnOrderThatLivesLong() {
        Statement statement = Statement.builder(Order.KIND, Shop.CLOUD, shop.buyer.sin())
                .with("Vendor", shop.vendor.sin().value())
                .with("Offer", shop.offer.id())
                .with("Offer-Digest", shop.offer.digest())
                .with("Instance", "web-1")
                .with("Seconds", "3600")
                .valid(shop.clock.instant(), shop.clock.instant().plusSeconds(901))
                .build();

        assertThat(refusal(statement.sign(shop.buyer))).contains(OrderRejection.NOT_PROVEN);
    }

    @Test
    void step4RefusesAnOfferWithAnotherPriceOrText() {
        assertThat(refusal(write(Shop.CLOUD, shop.vendor, other("A small instance", 1), Shop.HOUR)))
                .contains(OrderRejection.OFFER);
        assertThat(refusal(write(Shop.CLOUD, shop.vendor, other("A large instance", Shop.PRICE), Shop.HOUR)))
                .contains(OrderRejection.OFFER);
    }

    @Test
    void step4RefusesADurationThatIsNotSold() {
        assertThat(refusal(write(Shop.CLOUD, shop.vendor, shop.offer, Duration.ofSeconds(59))))
                .contains(OrderRejection.OFFER);
        assertThat(refusal(write(Shop.CLOUD, shop.vendor, shop.offer, Duration.ofDays(31))))
                .contains(OrderRejection.OFFER);
    }

    @Test
    void step5RefusesWhileTheChainWasNotRead() {
        Payments asleep = Payments.builder(
                        Shop.CLOUD,
                        shop.vendor,
                        BitcoinNetwork.REGTEST,
                        Shop.addresses(),
                        shop.chain,
                        new InMemoryLeaseStore())
                .offer(shop.offer)
                .clock(shop.clock)
                .build();

        assertThat(asleep.desk()
                        .place(order.statement().sign(shop.buyer), "req-test")
                        .rejected()
                        .map(Outcome.Rejected::reason))
                .contains(OrderRejection.UNAVAILABLE);
    }

    @Test
    void step8RefusesAnOrderThatIsKnown() {
        assertThat(refusal(order)).isEmpty();
        assertThat(refusal(order)).contains(OrderRejection.KNOWN);
    }

    @Test
    void step8RefusesTheSameNonceInAnotherOrder() {
        assertThat(refusal(order)).isEmpty();
        Statement again =
                Statement.parse(order.statement().text().replace("Seconds: 3600", "Seconds: 7200"), Order.KIND);

        assertThat(refusal(again.sign(shop.buyer))).contains(OrderRejection.KNOWN);
    }

    @Test
    void manyOrdersAtOnceGetAnAddressEach() throws Exception {
        Set<String> addresses = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new java.util.ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int j = 0; j < 25; j++) {
                    addresses.add(shop.order().invoice().address());
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(addresses).hasSize(200);
    }
}
