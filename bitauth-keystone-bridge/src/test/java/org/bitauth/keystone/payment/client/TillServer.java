package org.bitauth.keystone.payment.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.payment.http.DemoTill;

/** A till on a loopback port of its own; a test may answer in its place. */
final class TillServer implements AutoCloseable {
    final DemoTill till;
    final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private volatile Optional<HttpHandler> instead = Optional.empty();

    TillServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        till = new DemoTill(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v3"));
        server.createContext("/v3/payments", this::exchange);
        server.start();
        till.payments.sync().once();
    }

    /** From now on this handler answers; it may ask the till. */
    void lie(HttpHandler handler) {
        instead = Optional.of(handler);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void exchange(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        RawRequest request = new RawRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                "/v3/payments",
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
        RawResponse answer = instead.orElse(till.handler).handle(request);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
