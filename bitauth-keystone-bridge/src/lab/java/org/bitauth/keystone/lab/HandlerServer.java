package org.bitauth.keystone.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/** A handler on a free loopback port, until it is closed; which handler it is may change. */
public final class HandlerServer implements AutoCloseable {
    private final HttpServer server;
    private final String mount;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private volatile HttpHandler handler = request -> RawResponse.of(404);

    /**
     * Starts to listen, for a handler at the root.
     *
     * @throws IOException if there is no free port
     */
    public HandlerServer() throws IOException {
        this("");
    }

    /**
     * Starts to listen, for a handler that hangs under a path.
     *
     * @param mount the beginning of the path; requests elsewhere reach the handler with their whole path
     * @throws IOException if there is no free port
     */
    public HandlerServer(String mount) throws IOException {
        this.mount = mount;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", this::exchange);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * The port that it listens on.
     *
     * @return a port of 127.0.0.1
     */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Serves another handler from now on.
     *
     * @param next the handler
     */
    public void serve(HttpHandler next) {
        handler = next;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        HttpHandler now = handler;
        RawRequest request = new RawRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                mount,
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readNBytes(now.maxBodyBytes() + 1));
        RawResponse answer = now.handle(request);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
