package org.bitauth.house;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.bitauth.BitauthKey;
import org.bitauth.keystone.Directory;
import org.bitauth.keystone.DirectoryAdmin;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.payment.LeaseDirectory;
import org.bitauth.keystone.payment.Leases;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.Payments;
import org.bitauth.keystone.payment.TakenBack;
import org.bitauth.keystone.payment.bitcoin.NodeChainSource;
import org.bitauth.keystone.payment.bitcoin.NodeCredentials;
import org.bitauth.keystone.payment.bitcoin.XpubAddresses;
import org.bitauth.keystone.payment.http.PaymentHandler;
import org.bitauth.keystone.store.JdbcStores;
import org.bitauth.servlet.HandlerServlet;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.LoginPolicy;
import org.bitauth.wallet.BitcoinNetwork;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;

/** The lines on payments of docs/embedding.md; compiled, compared, not run. */
final class PaymentLines {
    private PaymentLines() {}

    static ScheduledFuture<?> sell(
            BitauthKey vendorKey,
            String xpub,
            Offer offer,
            JdbcStores stores,
            DirectoryAdmin admin,
            ScheduledExecutorService scheduler,
            ServletContextHandler context) {
        Payments payments = Payments.builder(
                        URI.create("https://cloud.example/v3"),
                        vendorKey,
                        BitcoinNetwork.MAINNET,
                        new XpubAddresses(xpub, BitcoinNetwork.MAINNET),
                        NodeChainSource.builder(
                                        URI.create("http://127.0.0.1:8332"),
                                        NodeCredentials.cookie(Path.of("/var/lib/bitcoind/.cookie")),
                                        BitcoinNetwork.MAINNET)
                                .build(),
                        stores.leases())
                .offer(offer)
                .leaseListener(new TakenBack(admin))
                .build();
        ScheduledFuture<?> reader =
                scheduler.scheduleWithFixedDelay(() -> payments.sync().once(), 0, 10, TimeUnit.SECONDS);
        PaymentHandler till = PaymentHandler.builder(
                        payments, stores.leases(), URI.create("https://cloud.example/v3"), stores.replayGuard())
                .build();
        context.addServlet(new ServletHolder(new HandlerServlet(till)), "/v3/payments/*");
        return reader;
    }

    static Map.Entry<Directory, LoginPolicy> letIn(Payments payments, JdbcStores stores, Domain domain) {
        Leases leases = payments.leases();
        Directory directory = new LeaseDirectory<>(stores.directory(), domain, leases, InstantSource.system());
        LoginPolicy policy = request -> leases.openUntil(request.sin(), request.instance())
                .<LoginDecision>map(end -> LoginDecision.allow().until(end))
                .orElseGet(() -> LoginDecision.deny("Nothing is paid for this instance."));
        return Map.entry(directory, policy);
    }
}
