package org.bitauth.keystone.payment.http;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.OutgoingRequest;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestSigner;
import org.bitauth.keystone.payment.AddressSource;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.Order;
import org.bitauth.keystone.payment.Payments;
import org.bitauth.keystone.store.InMemoryLeaseStore;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.statement.SignedStatement;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.BitcoinNetwork;

/** A vendor's till on a scripted chain, in memory, with its handler. */
public final class DemoTill {
    public static final Offer SMALL = new Offer(
            "small-1",
            "One small instance",
            3_600,
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofDays(30),
            List.of("member"),
            2,
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            "to the address that the owner names");

    public final URI cloud;
    public final BitauthKey vendor = key(7);
    public final TillChain chain;
    public final Payments payments;
    public final PaymentHandler handler;
    final LeaseStore store;
    final List<AuthEvent> events = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-11-22T10:00:00Z");

    public DemoTill(URI cloud) {
        this(cloud, new InMemoryLeaseStore());
    }

    DemoTill(URI cloud, LeaseStore store) {
        this.cloud = cloud;
        this.store = store;
        chain = new TillChain(this::now);
        payments = Payments.builder(cloud, vendor, BitcoinNetwork.REGTEST, new Addresses(), chain, store)
                .offer(SMALL)
                .clock(this::now)
                .listener(events::add)
                .lookahead(0)
                .build();
        handler = PaymentHandler.builder(
                        payments, store, cloud, new InMemoryReplayGuard(1_000, () -> now().minusSeconds(3_600)))
                .clock(this::now)
                .listener(events::add)
                .ordersPerMinute(3)
                .build();
    }

    private static final class Addresses implements AddressSource {
        @Override
        public String id() {
            return "demo";
        }

        @Override
        public String address(long index) {
            return BitcoinAddresses.p2wpkh(key(1_000 + index).sin(), BitcoinNetwork.REGTEST);
        }

        @Override
        public boolean owns(Sin sin, int first) {
            return LongStream.range(0, first)
                    .anyMatch(index -> key(1_000 + index).sin().equals(sin));
        }
    }

    /** The same key for the same number. */
    public static BitauthKey key(long number) {
        return BitauthKey.ofHex(String.format(Locale.ROOT, "%064x", BigInteger.valueOf(number)));
    }

    public InstantSource clock() {
        return this::now;
    }

    private Instant now() {
        return now;
    }

    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }

    /** An order for an hour, from now. */
    Order order(BitauthKey buyer) {
        return Order.write(
                cloud,
                vendor.sin(),
                SMALL,
                buyer.sin(),
                "web-1",
                Duration.ofHours(1),
                now.truncatedTo(ChronoUnit.SECONDS));
    }

    RawResponse post(SignedStatement signed) {
        return send("POST", "/orders", body(signed));
    }

    static String body(SignedStatement signed) {
        var proof = signed.signatures().get(0);
        return "{\"order\":{\"statement\":\"" + signed.text().replace("\n", "\\n") + "\",\"public_key\":\""
                + proof.publicKey() + "\",\"signature\":\"" + proof.signature() + "\"}}";
    }

    RawResponse send(String method, String path, String body) {
        return handler.handle(request(method, path, body, Map.of()));
    }

    /** Sends a request that a key signs. */
    RawResponse signed(BitauthKey key, String method, String path) {
        Map<String, String> headers = new LinkedHashMap<>(RequestSigner.of(key, this::now)
                .sign(OutgoingRequest.of(method, cloud + "/payments" + path, new byte[0])));
        headers.put("Host", cloud.getRawAuthority());
        return handler.handle(request(method, path, "", headers));
    }

    static RawRequest request(String method, String path, String body, Map<String, String> headers) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new RawRequest(
                method, "/v3/payments" + path, "/v3/payments", all, body.getBytes(StandardCharsets.UTF_8));
    }
}
