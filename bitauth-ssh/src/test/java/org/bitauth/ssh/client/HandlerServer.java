package org.bitauth.ssh.client;

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

/** A handler mounted at {@code /v3/ssh} on a free port of the JDK's server. Keeps the requests. */
final class HandlerServer implements AutoCloseable {
    final List<RawRequest> requests = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    HandlerServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v3");
    }

    HandlerServer start(HttpHandler handler) {
        server.createContext("/", exchange -> answer(exchange, handler));
        server.start();
        return this;
    }

    private void answer(HttpExchange exchange, HttpHandler handler) throws IOException {
        try (exchange) {
            RawRequest request = new RawRequest(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    "/v3/ssh",
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readNBytes(handler.maxBodyBytes() + 1));
            requests.add(request);
            RawResponse answer = handler.handle(request);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
