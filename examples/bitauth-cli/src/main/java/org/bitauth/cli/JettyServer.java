package org.bitauth.cli;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bitauth.event.AuthListener;
import org.bitauth.http.HttpHandler;
import org.bitauth.servlet.HandlerServlet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/** Handlers on Jetty, on a loopback address unless configured. TLS is the business of a proxy in front, which keeps the path. */
final class JettyServer implements AutoCloseable {
    /**
     * A service passes on what its users call a token, as long as Python's HTTP reads it; refused here by a 431, it would
     * be the service's own 503.
     */
    private static final int MAX_HEADERS = 80 * 1024;

    static final String LOOPBACK = "127.0.0.1";

    private final Server server = new Server();
    private final URI url;

    /**
     * Starts to listen.
     *
     * @param publicUrl the URL that clients know, ending in {@code /v3}; without one, the address that this listens on
     * @param port the port, or 0 for a free one
     * @param faces makes the handlers for the public URL, by their path below its root
     */
    JettyServer(Optional<URI> publicUrl, int port, Function<URI, Map<String, HttpHandler>> faces) throws Exception {
        this(publicUrl, LOOPBACK, port, faces);
    }

    private JettyServer(
            Optional<URI> publicUrl, String address, int port, Function<URI, Map<String, HttpHandler>> faces)
            throws Exception {
        ServerConnector connector = new ServerConnector(server);
        HttpConfiguration http =
                connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADERS);
        connector.setHost(address);
        connector.setPort(port);
        server.addConnector(connector);
        connector.open();
        url = publicUrl.orElseGet(() -> URI.create("http://" + address + ":" + connector.getLocalPort() + "/v3"));
        String root = url.getRawPath().replaceAll("/v3/*$", "");
        ServletContextHandler context = new ServletContextHandler(root.isEmpty() ? "/" : root);
        faces.apply(url)
                .forEach((path, handler) -> context.addServlet(new ServletHolder(new HandlerServlet(handler)), path));
        ErrorHandler errors = new ErrorHandler();
        errors.setShowStacks(false);
        server.setErrorHandler(errors);
        server.setHandler(context);
        server.start();
    }

    /** Starts to listen for the auth plug-in of a Keystone. */
    static JettyServer of(PluginFace plugin, AuthListener audit) throws Exception {
        HttpHandler handler = plugin.handler(audit);
        return new JettyServer(
                Optional.empty(), plugin.address(), plugin.port(), url -> Map.of(PluginFace.PATH, handler));
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
}
