package org.bitauth.keystone.payment.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthSignature;
import org.bitauth.Outcome;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.payment.Invoice;
import org.bitauth.keystone.payment.http.DemoTill;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementSignature;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One lie for each line of an invoice: the buyer takes none of them, and says which it was. */
class LyingVendorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BitauthKey alice = DemoTill.key(11);
    private final BitauthKey mallory = DemoTill.key(66);
    private TillServer server;
    private VendorClient client;

    @SuppressWarnings("NullAway.Init")
    LyingVendorTest() {}

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
    void anHonestInvoiceIsTaken() {
        CheckedInvoice invoice = order().accepted().orElseThrow();

        assertThat(invoice.invoice().satoshi()).isEqualTo(3_600);
        assertThat(invoice.invoice().address()).startsWith("bcrt1q");
        assertThat(invoice.invoice().orderId()).isEqualTo(invoice.order().id());
        assertThat(invoice.offer()).isEqualTo(DemoTill.SMALL);
        assertThat(invoice.signed().text()).isEqualTo(invoice.toString());
    }

    @Test
    void refusesAnInvoiceOfAnotherVendor() {
        invoicesAre(text -> text.replaceFirst("Identity: \\w+", "Identity: " + mallory.sin()), mallory);

        assertRefused(VendorRejection.VENDOR);
    }

    @Test
    void refusesAnInvoiceThatAnotherKeySignedInTheVendorsName() {
        answersAre(signed -> {
            Statement own = Statement.parse(
                    signed.text().replaceFirst("Identity: \\w+", "Identity: " + mallory.sin()), Invoice.KIND);
            return new SignedStatement(signed.text(), List.of(own.signature(mallory)));
        });

        assertRefused(VendorRejection.SIGNATURE);
    }

    @Test
    void refusesASignatureOfAnotherText() {
        answersAre(signed ->
                new SignedStatement(signed.text().replace("Satoshi: 3600", "Satoshi: 3599"), signed.signatures()));

        assertRefused(VendorRejection.SIGNATURE);
    }

    @Test
    void refusesTheHighTwinOfASignature() {
        answersAre(signed -> {
            StatementSignature good = signed.signatures().get(0);
            String twin = highTwin(good.signature());
            return new SignedStatement(signed.text(), List.of(new StatementSignature(good.publicKey(), twin)));
        });

        assertRefused(VendorRejection.SIGNATURE);
    }

    @Test
    void refusesAnInvoiceForAnotherCloud() {
        changed("Cloud: http://127.0.0.1", "Cloud: http://127.0.0.2");

        assertRefused(VendorRejection.CLOUD);
    }

    @Test
    void refusesAnInvoiceForAnotherOrder() {
        changed("Order: [0-9a-f]{64}", "Order: " + "ab".repeat(32));

        assertRefused(VendorRejection.ORDER);
    }

    @Test
    void refusesAnOlderInvoiceOfTheSameBuyer() {
        SignedStatement older = order().accepted().orElseThrow().signed();
        answersAre(signed -> older);

        assertRefused(VendorRejection.ORDER);
    }

    @Test
    void refusesAnInvoiceForAnotherOwner() {
        changed("Owner: \\w+", "Owner: " + mallory.sin());

        assertRefused(VendorRejection.OWNER);
    }

    @Test
    void refusesAnotherNetwork() {
        changed("Network: regtest", "Network: testnet");

        assertRefused(VendorRejection.NETWORK);
    }

    @Test
    void refusesAnAddressOfAnotherNetwork() {
        changed("Address: \\w+", "Address: " + BitcoinAddresses.p2wpkh(mallory.sin(), BitcoinNetwork.MAINNET));

        assertRefused(VendorRejection.ADDRESS);
    }

    @Test
    void refusesAnAddressWithAWrongChecksum() {
        invoicesAre(text -> {
            int last = text.indexOf('\n', text.indexOf("Address: ")) - 1;
            char other = text.charAt(last) == 'q' ? 'p' : 'q';
            return text.substring(0, last) + other + text.substring(last + 1);
        });

        assertRefused(VendorRejection.ADDRESS);
    }

    @Test
    void refusesASatoshiMoreThanTheOfferSays() {
        changed("Satoshi: 3600", "Satoshi: 3601");

        assertRefused(VendorRejection.SATOSHI);
    }

    @Test
    void refusesASatoshiLessThanTheOfferSays() {
        changed("Satoshi: 3600", "Satoshi: 3599");

        assertRefused(VendorRejection.SATOSHI);
    }

    @Test
    void refusesMoreConfirmationsThanTheOfferSays() {
        changed("Confirmations: 2", "Confirmations: 3");

        assertRefused(VendorRejection.CONFIRMATIONS);
    }

    @Test
    void takesFewerConfirmationsThanTheOfferSays() {
        changed("Confirmations: 2", "Confirmations: 1");

        assertThat(order().accepted()).isPresent();
    }

    @Test
    void refusesATimeToPayThatIsOver() {
        changed(
                "Issued: 2026-11-22T10:00:00Z\nExpires: .*",
                "Issued: 2026-11-22T09:30:00Z\nExpires: 2026-11-22T09:59:59Z");

        assertRefused(VendorRejection.PAY_BY);
    }

    @Test
    void refusesLessTimeToPayThanTheOfferSays() {
        changed("Expires: .*", "Expires: 2026-11-22T10:14:59Z");

        assertRefused(VendorRejection.PAY_BY);
    }

    @Test
    void refusesAnInvoiceOfTheFuture() {
        changed("Issued: .*\nExpires: .*", "Issued: 2026-11-22T10:00:11Z\nExpires: 2026-11-22T10:15:11Z");

        assertRefused(VendorRejection.PAY_BY);
    }

    @Test
    void refusesAnotherRefund() {
        changed("Refund: .*", "Refund: none");

        assertRefused(VendorRejection.REFUND);
    }

    @Test
    void refusesAStatementOfAnotherKind() {
        answersAre(signed -> new SignedStatement(
                signed.text().replace("Bitauth invoice 1", "Bitauth order 1"), signed.signatures()));

        assertRefused(VendorRejection.FORM);
    }

    @Test
    void refusesAnInvoiceWithMoreLines() {
        answersAre(signed ->
                new SignedStatement(signed.text().replace("\nRefund", "\nTip: 1\nRefund"), signed.signatures()));

        assertRefused(VendorRejection.FORM);
    }

    @Test
    void refusesAnswersThatAreNone() {
        for (String body : List.of("", "{}", "[]", "{\"invoice\":{\"statement\":7}}", "<html>")) {
            server.lie(request -> RawResponse.of(201, "application/json", body));

            assertRefused(VendorRejection.FORM);
        }
    }

    @Test
    void aCreatedStatusIsNeededForAnInvoice() {
        server.lie(request -> {
            RawResponse good = server.till.handler.handle(request);
            return RawResponse.of(200, good.body());
        });

        assertRefused(VendorRejection.REFUSED);
    }

    @Test
    void followsNoRedirect() {
        server.lie(request -> RawResponse.of(307).with("Location", server.till.cloud + "/payments/orders"));

        assertRefused(VendorRejection.REFUSED);
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void quotesWhatARefusalSaysInPrintableCharacters() {
        server.lie(request -> RawResponse.of(409, "text/plain", "no\u001b[2J" + "x".repeat(2_000)));

        var no = order().rejected().orElseThrow();
        assertThat(no.reason()).isEqualTo(VendorRejection.REFUSED);
        assertThat(no.detail()).matches("409 [ -~]{500}");
    }

    @Test
    void refusesAPageOfAnotherVendor() {
        server.lie(request -> page(
                server.till.handler.handle(request), "vendor", mallory.sin().value()));

        assertThat(client.offers().rejected().orElseThrow().reason()).isEqualTo(VendorRejection.VENDOR);
    }

    @Test
    void refusesAPageOfAnotherNetwork() {
        server.lie(request -> page(server.till.handler.handle(request), "network", "mainnet"));

        assertThat(client.offers().rejected().orElseThrow().reason()).isEqualTo(VendorRejection.NETWORK);
    }

    @Test
    void refusesAPageWhoseOfferHasAnotherDigest() {
        server.lie(request -> {
            String text = server.till.handler.handle(request).text();
            return RawResponse.of(200, "application/json", text.replace("\"satoshi\":3600", "\"satoshi\":1"));
        });

        assertThat(client.offers().rejected().orElseThrow().reason()).isEqualTo(VendorRejection.FORM);
    }

    private static RawResponse page(RawResponse good, String name, String value) {
        try {
            ObjectNode root = (ObjectNode) JSON.readTree(good.body());
            return RawResponse.of(200, "application/json", root.put(name, value).toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome<CheckedInvoice, VendorRejection> order() {
        return client.order(DemoTill.SMALL, "web-1", Duration.ofHours(1), alice);
    }

    private void assertRefused(VendorRejection reason) {
        var outcome = order();
        assertThat(outcome.rejected()).as(outcome.toString()).isPresent();
        assertThat(outcome.rejected().orElseThrow().reason())
                .as(outcome.toString())
                .isEqualTo(reason);
    }

    private void changed(String line, String lie) {
        invoicesAre(text -> {
            String changed = text.replaceFirst(line, lie);
            assertThat(changed).isNotEqualTo(text);
            return changed;
        });
    }

    private void invoicesAre(UnaryOperator<String> lie) {
        invoicesAre(lie, server.till.vendor);
    }

    /** Invoices with another text, which this key signs. */
    private void invoicesAre(UnaryOperator<String> lie, BitauthKey signer) {
        answersAre(signed ->
                Statement.parse(lie.apply(signed.text()), Invoice.KIND).sign(signer));
    }

    private void answersAre(UnaryOperator<SignedStatement> lie) {
        server.lie(request -> {
            try {
                JsonNode root =
                        JSON.readTree(server.till.handler.handle(request).body());
                ObjectNode invoice = (ObjectNode) root.path("invoice");
                SignedStatement lied = lie.apply(new SignedStatement(
                        invoice.path("statement").asText(),
                        List.of(new StatementSignature(
                                invoice.path("public_key").asText(),
                                invoice.path("signature").asText()))));
                invoice.put("statement", lied.text())
                        .put("public_key", lied.signatures().get(0).publicKey())
                        .put("signature", lied.signatures().get(0).signature());
                return RawResponse.of(201, "application/json", root.toString());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String highTwin(String der) {
        byte[] both = BitauthSignature.ofDerHex(der).toBytes();
        java.math.BigInteger order =
                new java.math.BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
        java.math.BigInteger s = new java.math.BigInteger(1, java.util.Arrays.copyOfRange(both, 32, 64));
        byte[] twin = order.subtract(s).toByteArray();
        byte[] raw = java.util.Arrays.copyOf(both, 64);
        java.util.Arrays.fill(raw, 32, 64, (byte) 0);
        int length = Math.min(32, twin.length);
        System.arraycopy(twin, twin.length - length, raw, 64 - length, length);
        return BitauthSignature.ofBytes(raw).toDerHex();
    }
}
