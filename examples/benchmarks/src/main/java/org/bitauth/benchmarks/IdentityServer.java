package org.bitauth.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.KeystoneBridgeBuilder;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.internal.P256Provider;
import org.bitauth.servlet.HandlerServlet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The bridge on Jetty, in a JVM of its own: what is measured. It listens on a free loopback port, does what its input
 * asks line by line, and ends with its input.
 */
final class IdentityServer {
    static final String EMPTY = "/empty";
    private static final String LOOPBACK = "127.0.0.1";

    private final LoginParts parts;
    private final URI url;

    private IdentityServer(MeasuredStores stores) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(LOOPBACK);
        server.addConnector(connector);
        connector.open();
        url = URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort() + "/v3");
        KeystoneBridgeBuilder settings = KeystoneBridge.builder(url, stores.directory());
        KeystoneHandler handler = new KeystoneHandler(stores.into(settings).build());
        parts = new LoginParts(handler, url);
        ServletContextHandler context = new ServletContextHandler("/");
        HttpHandler empty = request -> RawResponse.of(204);
        context.addServlet(new ServletHolder(new HandlerServlet(handler)), "/*");
        context.addServlet(new ServletHolder(new HandlerServlet(empty)), EMPTY + "/*");
        server.setHandler(context);
        server.start();
    }

    /** Starts with the users of a database, if one is named, else with that many in memory. */
    public static void main(String[] arguments) throws Exception {
        IdentityServer server = new IdentityServer(MeasuredStores.of(arguments[0]));
        System.out.println(server.url + " " + P256Provider.provider().getName());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(server.answer(line));
        }
        System.exit(0);
    }

    private String answer(String line) throws IOException, InterruptedException {
        return switch (line) {
            case "parts" -> parts.measure();
            case "frames" -> HotFrames.sample();
            case "heap" -> heap();
            default -> throw new IllegalArgumentException(line);
        };
    }

    /** Megabytes of live objects, and of all that the heap may take. */
    private static String heap() {
        ManagementFactory.getMemoryMXBean().gc();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return (heap.getUsed() >> 20) + " " + (heap.getMax() >> 20);
    }
}
