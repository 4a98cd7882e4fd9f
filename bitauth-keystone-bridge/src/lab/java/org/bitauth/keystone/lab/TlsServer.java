package org.bitauth.keystone.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/** A handler behind TLS on a free loopback port, until it is closed. Remembers the targets that were asked for. */
public final class TlsServer implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private volatile HttpHandler handler = request -> RawResponse.of(404);

    /**
     * Starts to listen; until {@link #serve} it answers 404.
     *
     * @param certificate shown to clients
     * @throws IOException if there is no port
     */
    public TlsServer(ServerCertificate certificate) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        server = HttpsServer.create(new InetSocketAddress(loopback, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
        server.setExecutor(threads);
        server.createContext("/", this::exchange);
        server.start();
    }

    /**
     * Where it listens.
     *
     * @return an https URL without a path
     */
    public URI url() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Changes what answers.
     *
     * @param next from now on
     */
    public void serve(HttpHandler next) {
        handler = next;
    }

    /**
     * What clients asked for.
     *
     * @return request targets, first one first
     */
    public List<String> targets() {
        return List.copyOf(targets);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        targets.add(exchange.getRequestURI().toString());
        RawResponse answer = handler.handle(new RawRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                "",
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readNBytes(handler.maxBodyBytes() + 1)));
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
