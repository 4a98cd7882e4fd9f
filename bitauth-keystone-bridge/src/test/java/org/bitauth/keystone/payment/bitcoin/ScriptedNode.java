package org.bitauth.keystone.payment.bitcoin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A node on a free loopback port that says what a test tells it to. */
final class ScriptedNode implements AutoCloseable {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<String> credentials = new CopyOnWriteArrayList<>();
    private final Map<String, Function<JsonNode, String>> bodies = new ConcurrentHashMap<>();
    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private volatile int status = 200;

    ScriptedNode() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", this::exchange);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    void status(int next) {
        status = next;
    }

    /** The method has this result, written in JSON. */
    void result(String method, String result) {
        result(method, parameters -> result);
    }

    void result(String method, Function<JsonNode, String> result) {
        body(
                method,
                parameters -> "{\"result\":" + result.apply(parameters) + ",\"error\":null,\"id\":\"" + method + "\"}");
    }

    void error(String method, int code, String message) {
        String error = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
        body(method, parameters -> "{\"result\":null,\"error\":" + error + ",\"id\":\"" + method + "\"}");
    }

    /** The method is answered by this body. */
    void body(String method, Function<JsonNode, String> body) {
        bodies.put(method, body);
    }

    long count(String method) {
        return calls.stream().filter(call -> call.startsWith(method + " ")).count();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void exchange(HttpExchange exchange) throws IOException {
        credentials.add(exchange.getRequestHeaders().getFirst("Authorization"));
        JsonNode call = json.readTree(exchange.getRequestBody());
        String method = call.get("method").asText();
        calls.add(method + " " + call.get("params"));
        Function<JsonNode, String> body = bodies.getOrDefault(method, parameters -> "");
        byte[] answer = body.apply(call.get("params")).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
