package org.bitauth.quickstart;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.User;
import org.bitauth.keystone.http.KeystoneHandler;
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

/** A cloud as a vendor would build it: users, a bridge and an SSH CA, on a free loopback port. */
final class DemoCloud implements AutoCloseable {
    static final String INSTANCE = "web-1";
    static final String SERVICE_ID = "image-service";

    private static final Domain DOMAIN = new Domain("default", "Default");
    private static final Project DEMO = new Project("demo-project", "demo", DOMAIN);
    private static final Project OTHER = new Project("other-project", "other", DOMAIN);

    private final Server server = new Server();
    private final URI url;

    /** Starts a cloud with one user, and one service that knows a secret. */
    DemoCloud(Sin customer, String serviceSecret, KrlStore revocations) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        connector.open();
        url = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/v3");

        InMemoryDirectory directory = directory(customer, serviceSecret);
        KeystoneBridge bridge = KeystoneBridge.builder(url, directory)
                .applicationCredentials(directory)
                .build();
        LoginPolicy policy =
                request -> request.sin().equals(customer) && request.instance().equals(INSTANCE)
                        ? LoginDecision.allow()
                        : LoginDecision.deny("This identity has no instance of that name.");
        SshCertificateAuthority authority = SshCertificateAuthority.builder(
                        url, policy, CaSigner.of(SshKeyPair.generate()))
                .revocations(revocations)
                .build();

        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(mounted(new KeystoneHandler(bridge)), "/*");
        context.addServlet(mounted(new SshHandler(authority)), "/v3/ssh/*");
        server.setHandler(context);
        server.start();
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private static InMemoryDirectory directory(Sin customer, String serviceSecret) {
        User user = new User("customer", customer.value(), DOMAIN, true, Optional.of(DEMO.id()));
        User service = new User("glance", "glance", DOMAIN, true, Optional.empty());
        return InMemoryDirectory.builder()
                .project(DEMO)
                .project(OTHER)
                .user(user, List.of(customer))
                .role(user.id(), DEMO.id(), "member")
                .user(service, List.of())
                .role(service.id(), DEMO.id(), "service")
                .applicationCredential(new ApplicationCredential(
                        SERVICE_ID,
                        "glance",
                        service.id(),
                        DEMO.id(),
                        List.of("service"),
                        SecretHash.of(serviceSecret)))
                .build();
    }

    private static ServletHolder mounted(HttpHandler handler) {
        return new ServletHolder(new HandlerServlet(handler));
    }
}
