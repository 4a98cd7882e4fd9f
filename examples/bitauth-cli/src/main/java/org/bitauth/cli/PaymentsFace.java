package org.bitauth.cli;

import java.net.URI;
import org.bitauth.MalformedException;
import org.bitauth.event.AuthListener;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.payment.ChainSource;
import org.bitauth.keystone.payment.LeaseListener;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Leases;
import org.bitauth.keystone.payment.Payments;
import org.bitauth.keystone.payment.bitcoin.XpubAddresses;
import org.bitauth.keystone.payment.http.PaymentHandler;
import org.bitauth.replay.ReplayGuard;

/**
 * A till that is open.
 *
 * @param handler its face
 * @param leases who has paid
 */
record PaymentsFace(HttpHandler handler, Leases leases) {
    /** Opens the till of a config; what reads the chain ends with the servers. */
    static PaymentsFace open(
            PaymentsConfig config,
            ChainSource chain,
            LeaseStore store,
            LeaseListener leases,
            ReplayGuard guard,
            StateFolder state,
            URI url,
            AuthListener audit,
            Servers servers) {
        try {
            XpubAddresses addresses = config.addresses();
            Payments.Builder builder = Payments.builder(
                            url, config.vendor(state), config.bitcoin(), addresses, chain, store)
                    .leaseListener(leases)
                    .listener(audit);
            config.sold().forEach(builder::offer);
            Payments payments = builder.build();
            PaymentHandler handler = PaymentHandler.builder(payments, store, url, guard)
                    .serverNonces(state.serverNonces())
                    .ordersPerMinute(config.mostOrders())
                    .listener(audit)
                    .build();
            servers.add(new ChainReader(payments.sync(), config.pace(), audit));
            return new PaymentsFace(handler, payments.leases());
        } catch (MalformedException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "config payments: " + e.getMessage());
        }
    }
}
