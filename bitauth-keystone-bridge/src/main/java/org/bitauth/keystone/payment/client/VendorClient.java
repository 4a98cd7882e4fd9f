package org.bitauth.keystone.payment.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.internal.StrictJson;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.Order;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.StatementSignature;
import org.bitauth.wallet.BitcoinNetwork;

/**
 * Buys at a cloud, from one vendor whose identity and network the buyer knows beforehand: from the vendor's statement or his
 * own configuration, never from the page that he buys at. An address comes out of this class only in a
 * {@link CheckedInvoice}. Requests go to the configured URL alone, no redirect is followed, an answer has 30 seconds and
 * 1 MiB at most. Pays nothing. Thread-safe.
 */
public final class VendorClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String cloud;
    private final Sin vendor;
    private final BitcoinNetwork network;
    private final InstantSource clock;
    private final InvoiceCheck check;
    private final DirectHttpClient http = new DirectHttpClient(PATIENCE);

    /**
     * A client on the system's clock.
     *
     * @param cloud the cloud's base URL, as its owner published it
     * @param vendor who must sign the invoices
     * @param network where the buyer pays
     * @throws MalformedException if the URL is neither https nor http of a loopback address
     */
    public VendorClient(URI cloud, Sin vendor, BitcoinNetwork network) {
        this(cloud, vendor, network, InstantSource.system());
    }

    /**
     * A client.
     *
     * @param cloud the cloud's base URL, as its owner published it
     * @param vendor who must sign the invoices
     * @param network where the buyer pays
     * @param clock what tells the time
     * @throws MalformedException if the URL is neither https nor http of a loopback address
     */
    public VendorClient(URI cloud, Sin vendor, BitcoinNetwork network, InstantSource clock) {
        this.cloud = CloudUrl.of(cloud);
        this.vendor = vendor;
        this.network = network;
        this.clock = clock;
        check = new InvoiceCheck(URI.create(this.cloud), vendor, network, clock);
    }

    /**
     * Reads what a cloud says that it sells, and by whom: for people who then find out whether that is true.
     *
     * @param cloud the cloud's base URL, as its owner published it
     * @return the page, or why there is none
     * @throws MalformedException if the URL is neither https nor http of a loopback address
     */
    public static Outcome<OfferPage, VendorRejection> page(URI cloud) {
        String base = CloudUrl.of(cloud);
        try {
            RawResponse answer = new DirectHttpClient(PATIENCE)
                    .send("GET", VendorAnswer.url(base, "/offers"), Map.of(), new byte[0]);
            return answer.status() == 200
                    ? new Outcome.Accepted<>(new AnswerReader().offers(answer.body()))
                    : VendorAnswer.refused(answer);
        } catch (IOException e) {
            return VendorAnswer.unreachable(base, e);
        } catch (MalformedException e) {
            return VendorAnswer.refuse(VendorRejection.FORM, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads what this client's vendor sells.
     *
     * @return the page, or why there is none; {@link VendorRejection#VENDOR} and {@link VendorRejection#NETWORK} if the page
     *     names others than the buyer knows
     */
    public Outcome<OfferPage, VendorRejection> offers() {
        Outcome<OfferPage, VendorRejection> outcome = page(URI.create(cloud));
        if (outcome instanceof Outcome.Accepted<OfferPage, VendorRejection> yes) {
            if (!yes.value().vendor().equals(vendor)) {
                return VendorAnswer.refuse(
                        VendorRejection.VENDOR,
                        "vendor must be " + vendor + ", the page says "
                                + yes.value().vendor());
            }
            if (yes.value().network() != network) {
                return VendorAnswer.refuse(
                        VendorRejection.NETWORK,
                        "network must be " + network + ", the page says "
                                + yes.value().network());
            }
        }
        return outcome;
    }

    /**
     * Orders: signs an order for the offer as it was seen, sends it, and checks the invoice line by line.
     *
     * @param offer what the buyer saw
     * @param instance the instance's name, {@code [A-Za-z0-9._-]{1,64}}
     * @param duration how long, in whole seconds
     * @param signer the key that will own what is bought
     * @return the invoice, or why there is none, or which of its lines is wrong
     * @throws MalformedException if the instance has another form, or the offer is not sold for so long
     */
    public Outcome<CheckedInvoice, VendorRejection> order(
            Offer offer, String instance, Duration duration, BitauthSigner signer) {
        offer.price(duration); // refuses durations that are not sold
        Order order = Order.write(
                URI.create(cloud), vendor, offer, signer.publicKey().sin(), instance, duration, clock.instant());
        try {
            RawResponse answer = http.send(
                    "POST",
                    VendorAnswer.url(cloud, "/orders"),
                    Map.of("Content-Type", "application/json"),
                    body(order.statement().sign(signer)));
            if (answer.status() != 201) {
                return VendorAnswer.refused(answer);
            }
            return check.check(new AnswerReader().invoice(answer.body()), order, offer);
        } catch (IOException e) {
            return VendorAnswer.unreachable(cloud, e);
        } catch (MalformedException e) {
            return VendorAnswer.refuse(VendorRejection.FORM, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] body(SignedStatement signed) {
        StrictJson json = new StrictJson();
        StatementSignature signature = signed.signatures().get(0);
        var body = json.object();
        body.putObject("order")
                .put("statement", signed.text())
                .put("public_key", signature.publicKey())
                .put("signature", signature.signature());
        return json.write(body).getBytes(StandardCharsets.UTF_8);
    }
}
