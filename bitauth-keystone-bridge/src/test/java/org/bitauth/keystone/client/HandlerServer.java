package org.bitauth.keystone.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/** A handler on a loopback port of its own, until it is closed. Remembers the requests. */
final class HandlerServer implements AutoCloseable {
    final List<RawRequest> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile HttpHandler handler = request -> RawResponse.of(404);

    HandlerServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::exchange);
        server.start();
    }

    /** The identity service's URL. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v3");
    }

    void serve(HttpHandler next) {
        handler = next;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void exchange(HttpExchange exchange) throws IOException {
        RawRequest request = new RawRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                "",
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
        requests.add(request);
        RawResponse answer = handler.handle(request);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
