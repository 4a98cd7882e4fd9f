package org.bitauth.quickstart;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.User;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.payment.LeaseDirectory;
import org.bitauth.keystone.payment.Leases;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.bitauth.servlet.HandlerServlet;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.KrlStore;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.LoginPolicy;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.http.SshHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A cloud as a vendor would build it: an order desk, a bridge that lets in whoever has paid, and an SSH CA that does, too, on
 * a free loopback port.
 */
final class DemoCloud implements AutoCloseable {
    static final String INSTANCE = "web-1";
    static final String SERVICE_ID = "image-service";

    private static final Domain DOMAIN = new Domain("default", "Default");
    private static final Project SERVICES = new Project("services", "services", DOMAIN);

    private final Server server = new Server();
    private final URI url;
    private final DemoTill till;

    /** Starts a cloud without customers, with one service that knows a secret. */
    DemoCloud(String serviceSecret, KrlStore revocations) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        connector.open();
        url = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/v3");

        till = new DemoTill(url);
        Leases leases = till.leases();
        InMemoryDirectory staff = staff(serviceSecret);
        KeystoneBridge bridge = KeystoneBridge.builder(url, new LeaseDirectory<>(staff, DOMAIN, leases, till))
                .applicationCredentials(staff)
                .clock(till)
                .build();
        LoginPolicy policy = request -> leases.openUntil(request.sin(), request.instance())
                .<LoginDecision>map(end -> LoginDecision.allow().until(end))
                .orElse(LoginDecision.deny("Nothing is paid for an instance of that name."));
        SshCertificateAuthority authority = SshCertificateAuthority.builder(
                        url, policy, CaSigner.of(SshKeyPair.generate()))
                .revocations(revocations)
                .clock(till)
                .build();

        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(mounted(new KeystoneHandler(bridge)), "/*");
        context.addServlet(mounted(new SshHandler(authority)), "/v3/ssh/*");
        context.addServlet(mounted(till.handler()), "/v3/payments/*");
        server.setHandler(context);
        server.start();
    }

    URI url() {
        return url;
    }

    DemoTill till() {
        return till;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        till.close();
    }

    private static InMemoryDirectory staff(String serviceSecret) {
        User service = new User("glance", "glance", DOMAIN, true, Optional.empty());
        return InMemoryDirectory.builder()
                .project(SERVICES)
                .user(service, List.of())
                .role(service.id(), SERVICES.id(), "service")
                .applicationCredential(new ApplicationCredential(
                        SERVICE_ID,
                        "glance",
                        service.id(),
                        SERVICES.id(),
                        List.of("service"),
                        SecretHash.of(serviceSecret)))
                .build();
    }

    private static ServletHolder mounted(HttpHandler handler) {
        return new ServletHolder(new HandlerServlet(handler));
    }
}
