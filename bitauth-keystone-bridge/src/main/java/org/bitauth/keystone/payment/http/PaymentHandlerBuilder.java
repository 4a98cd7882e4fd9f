package org.bitauth.keystone.payment.http;

import java.net.URI;
import java.time.InstantSource;
import org.bitauth.MalformedException;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.ServerNonces;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Payments;
import org.bitauth.replay.ReplayGuard;

/** Settings of a {@link PaymentHandler}, with safe defaults. */
public final class PaymentHandlerBuilder {
    final Payments payments;
    final LeaseStore store;
    final String cloud;
    InstantSource clock = InstantSource.system();
    AuthListener listener = AuthListener.none();
    int ordersPerMinute = 600;
    private final ReplayGuard replayGuard;
    private ServerNonces nonces = ServerNonces.random();

    PaymentHandlerBuilder(Payments payments, LeaseStore store, URI cloud, ReplayGuard replayGuard) {
        this.payments = payments;
        this.store = store;
        this.cloud = CloudUrl.of(cloud);
        this.replayGuard = replayGuard;
    }

    /**
     * Tells the time.
     *
     * @param instants the clock, the same as that of the payments
     * @return this
     */
    public PaymentHandlerBuilder clock(InstantSource instants) {
        clock = instants;
        return this;
    }

    /**
     * Hears of signed requests that are refused, and of failures. Of orders tells {@link Payments} itself.
     *
     * @param hears for audit and metrics
     * @return this
     */
    public PaymentHandlerBuilder listener(AuthListener hears) {
        listener = hears;
        return this;
    }

    /**
     * Shares the nonces for signed requests with other nodes.
     *
     * @param shared with the same key on every node
     * @return this
     */
    public PaymentHandlerBuilder serverNonces(ServerNonces shared) {
        nonces = shared;
        return this;
    }

    /**
     * How many orders this node takes in a minute; the next ones get 503.
     *
     * @param orders 1 to 1,000,000; 600 by default
     * @return this
     * @throws MalformedException if it is less or more
     */
    public PaymentHandlerBuilder ordersPerMinute(int orders) {
        if (orders < 1 || orders > 1_000_000) {
            throw new MalformedException("orders per minute must be 1 to 1000000");
        }
        ordersPerMinute = orders;
        return this;
    }

    /**
     * Ends the settings.
     *
     * @return the handler
     */
    public PaymentHandler build() {
        return new PaymentHandler(this);
    }

    RequestVerifier verifier() {
        return RequestVerifier.builder(URI.create(cloud + PaymentHandler.PATH), replayGuard)
                .serverNonces(nonces)
                .clock(clock)
                .listener(listener)
                .build();
    }
}
