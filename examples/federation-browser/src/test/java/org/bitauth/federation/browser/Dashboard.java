package org.bitauth.federation.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where Keystone's WebSSO sends browsers: takes the form with the token, as Horizon does. */
final class Dashboard implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();

    Dashboard() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext("/auth/websso/", exchange -> {
            String form = new String(exchange.getRequestBody().readNBytes(100_000), StandardCharsets.US_ASCII);
            if (exchange.getRequestMethod().equals("POST") && form.startsWith("token=")) {
                tokens.add(URLDecoder.decode(form.substring("token=".length()), StandardCharsets.UTF_8));
            }
            byte[] page = "<h1 id=\"in\">Logged in</h1>".getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next token that a browser brought; null if there is none within 60 seconds. */
    @Nullable
    String nextToken() throws InterruptedException {
        return tokens.poll(60, TimeUnit.SECONDS);
    }

    boolean hasToken() {
        return !tokens.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
