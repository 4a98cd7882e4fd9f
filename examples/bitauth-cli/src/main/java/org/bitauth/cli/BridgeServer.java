package org.bitauth.cli;

import java.net.URI;
import org.bitauth.event.AuthListener;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.servlet.HandlerServlet;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshHandler;
import org.bitauth.ssh.SshKeyPair;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/** The bridge and the SSH CA on Jetty, on a loopback address. TLS is the business of a proxy in front. */
final class BridgeServer implements AutoCloseable {
    private final Server server = new Server();
    private final URI url;

    /** Starts to listen; port 0 takes a free one. */
    BridgeServer(ServeConfig config, int port, AuthListener audit) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        connector.open();
        url = config.url().orElseGet(() -> URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/v3"));
        String root = url.getRawPath().replaceAll("/v3/*$", "");
        ServletContextHandler context = new ServletContextHandler(root.isEmpty() ? "/" : root);
        context.addServlet(mounted(keystone(config, audit)), "/*");
        context.addServlet(mounted(ssh(config, audit)), "/v3/ssh/*");
        ErrorHandler errors = new ErrorHandler();
        errors.setShowStacks(false);
        server.setErrorHandler(errors);
        server.setHandler(context);
        server.start();
    }

    /** The public base URL, the value of the {@code Cloud:} line. */
    URI url() {
        return url;
    }

    void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private HttpHandler keystone(ServeConfig config, AuthListener audit) {
        KeystoneBridge.Builder bridge = KeystoneBridge.builder(
                        url, config.directory().directory())
                .applicationCredentials(config.directory().directory())
                .listener(audit);
        config.directory().catalog().ifPresent(catalog -> bridge.catalog(scope -> catalog));
        config.state().ifPresent(folder -> bridge.tokenKeys(new StateFolder(folder).tokenKeys()));
        return new KeystoneHandler(bridge.build());
    }

    private HttpHandler ssh(ServeConfig config, AuthListener audit) {
        SshKeyPair key = config.state()
                .map(folder -> new StateFolder(folder).sshAuthority())
                .orElseGet(SshKeyPair::generate);
        return new SshHandler(SshCertificateAuthority.builder(url, config.policy(), CaSigner.of(key))
                .listener(audit)
                .build());
    }

    private static ServletHolder mounted(HttpHandler handler) {
        return new ServletHolder(new HandlerServlet(handler));
    }
}
