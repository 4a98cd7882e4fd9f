package org.bitauth.keystone.payment.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.payment.LeaseState;
import org.bitauth.keystone.payment.OrderFlag;
import org.bitauth.keystone.payment.OrderState;
import org.bitauth.keystone.payment.http.DemoTill;
import org.bitauth.wallet.BitcoinNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Buying over HTTP from an honest vendor, and asking what became of it. */
class VendorClientTest {
    private final BitauthKey alice = DemoTill.key(11);
    private TillServer server;
    private VendorClient client;

    @SuppressWarnings("NullAway.Init")
    VendorClientTest() {}

    @BeforeEach
    void open() throws IOException {
        server = new TillServer();
        client = new VendorClient(
                server.till.cloud, server.till.vendor.sin(), BitcoinNetwork.REGTEST, server.till.clock());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsTheOffersAsTheVendorHasThem() {
        OfferPage page = client.offers().accepted().orElseThrow();

        assertThat(page.offers()).containsExactly(DemoTill.SMALL);
        assertThat(page.offer("small-1")).contains(DemoTill.SMALL);
        assertThat(page.offer("none")).isEmpty();
        assertThat(VendorClient.page(server.till.cloud).accepted()).contains(page);
    }

    @Test
    void thePriceFollowsFromOfferAndDurationRoundedUp() {
        var invoice = client.order(DemoTill.SMALL, "web-1", Duration.ofSeconds(61), alice);

        assertThat(invoice.accepted().orElseThrow().invoice().satoshi()).isEqualTo(61);
    }

    @Test
    void aPaymentIsSeenAndSettles() {
        CheckedInvoice invoice = client.order(DemoTill.SMALL, "web-1", Duration.ofHours(1), alice)
                .accepted()
                .orElseThrow();
        OrderInquiry inquiry = new OrderInquiry(server.till.cloud, alice, server.till.clock());
        server.till.chain.relay(invoice.invoice().address(), 3_700);
        server.till.chain.mine();
        server.till.payments.sync().once();
        OrderStatus first = status(inquiry, invoice);
        server.till.chain.mine();
        server.till.payments.sync().once();
        OrderStatus second = status(inquiry, invoice);

        assertThat(first.state()).isEqualTo(OrderState.PROCESSING);
        assertThat(first.confirmations()).isEqualTo(1);
        assertThat(first.paidThrough()).isEmpty();
        assertThat(second)
                .isEqualTo(new OrderStatus(
                        invoice.order().id(),
                        OrderState.SETTLED,
                        List.of(OrderFlag.OVER),
                        3_600,
                        3_700,
                        3_700,
                        Instant.parse("2026-11-22T10:15:00Z"),
                        2,
                        2,
                        false,
                        LeaseState.ACTIVE,
                        java.util.Optional.of(Instant.parse("2026-11-22T11:00:00Z")),
                        "web-1",
                        java.util.Optional.empty()));
    }

    @Test
    void anotherKeyIsToldNothing() {
        CheckedInvoice invoice = client.order(DemoTill.SMALL, "web-1", Duration.ofHours(1), alice)
                .accepted()
                .orElseThrow();
        OrderInquiry bobs = new OrderInquiry(server.till.cloud, DemoTill.key(12), server.till.clock());

        var no = bobs.status(invoice.order().id()).rejected().orElseThrow();
        assertThat(no.reason()).isEqualTo(VendorRejection.REFUSED);
        assertThat(no.detail()).startsWith("404 ");
        assertThat(no.requestId()).isNotEqualTo("unknown");
    }

    @Test
    void aStatusOfAnotherOrderIsNotTaken() {
        CheckedInvoice one = client.order(DemoTill.SMALL, "web-1", Duration.ofHours(1), alice)
                .accepted()
                .orElseThrow();
        String id = one.order().id();
        server.lie(request -> {
            String text = server.till.handler.handle(request).text();
            return RawResponse.of(200, "application/json", text.replace(id, "ab".repeat(32)));
        });

        var outcome = new OrderInquiry(server.till.cloud, alice, server.till.clock()).status(id);
        assertThat(outcome.rejected().orElseThrow().reason()).isEqualTo(VendorRejection.FORM);
    }

    @Test
    void aDurationThatIsNotSoldIsRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> client.order(DemoTill.SMALL, "web-1", Duration.ofSeconds(59), alice))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> client.order(DemoTill.SMALL, "web 1", Duration.ofHours(1), alice))
                .isInstanceOf(MalformedException.class);
        assertThat(server.requests).hasValue(0);
    }

    @Test
    void saysThatNobodyAnswers() {
        server.close();

        assertThat(client.offers().rejected().orElseThrow().reason()).isEqualTo(VendorRejection.UNREACHABLE);
        assertThat(client.order(DemoTill.SMALL, "web-1", Duration.ofHours(1), alice)
                        .rejected()
                        .orElseThrow()
                        .reason())
                .isEqualTo(VendorRejection.UNREACHABLE);
        assertThat(new OrderInquiry(server.till.cloud, alice)
                        .status("ab".repeat(32))
                        .rejected()
                        .orElseThrow()
                        .reason())
                .isEqualTo(VendorRejection.UNREACHABLE);
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        server.lie(request -> RawResponse.of(200, new byte[(1 << 20) + 1]));

        Outcome<OrderStatus, VendorRejection> outcome =
                new OrderInquiry(server.till.cloud, alice, server.till.clock()).status("ab".repeat(32));
        assertThat(outcome.rejected().orElseThrow().reason()).isEqualTo(VendorRejection.UNREACHABLE);
        assertThat(client.offers().rejected().orElseThrow().reason()).isEqualTo(VendorRejection.UNREACHABLE);
    }

    @Test
    void aCloudWithoutTlsIsRefused() {
        assertThatThrownBy(() -> VendorClient.page(URI.create("http://cloud.example/v3")))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new OrderInquiry(URI.create("http://cloud.example/v3"), alice))
                .isInstanceOf(MalformedException.class);
    }

    private static OrderStatus status(OrderInquiry inquiry, CheckedInvoice invoice) {
        var outcome = inquiry.status(invoice.order().id());
        assertThat(outcome.accepted()).as(outcome.toString()).isPresent();
        return outcome.accepted().orElseThrow();
    }
}
