package org.bitauth.keystone.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a real Bitcoin node said, moment by moment, served on a free loopback port until it is closed: for machines without a
 * node. It knows the answers to the questions that were asked when it was recorded, and no other.
 *
 * <p>The recording: on regtest, with the account of {@link #account}; {@link Moment#UNPAID} at height 101, then
 * {@link Moment#SEEN} with a payment of 100,000 satoshi to the account's first address, then two blocks, the first with it.
 */
public final class RecordedNode implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNKNOWN_METHOD = -32601;
    private static final String USER = "recorded";

    private final JsonNode recording;
    private final HttpServer server;
    private volatile Moment moment = Moment.UNPAID;

    /** How far the recorded chain is. */
    public enum Moment {
        /** Nothing was paid. */
        UNPAID,
        /** The payment waits for a block. */
        SEEN,
        /** The payment is in the last block. */
        IN_A_BLOCK,
        /** There is one block more. */
        CONFIRMED
    }

    private RecordedNode(JsonNode recording, HttpServer server) {
        this.recording = recording;
        this.server = server;
    }

    /**
     * Starts to serve the recording that lies beside this class.
     *
     * @return a server that listens
     * @throws IOException if it cannot listen
     */
    public static RecordedNode start() throws IOException {
        try (InputStream in = RecordedNode.class.getResourceAsStream("recorded-node.json")) {
            if (in == null) {
                throw new IOException("recorded-node.json must lie beside the class");
            }
            return start(JSON.readTree(in));
        }
    }

    /**
     * Starts to serve a recording.
     *
     * @param recording made by a {@link NodeRecorder}
     * @return a server that listens
     * @throws IOException if it cannot listen
     */
    public static RecordedNode start(JsonNode recording) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RecordedNode node = new RecordedNode(recording, server);
        server.createContext("/", node::answer);
        server.start();
        return node;
    }

    /**
     * Where it listens.
     *
     * @return the URL of JSON-RPC
     */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * The user that it lets in.
     *
     * @return the name
     */
    public String user() {
        return USER;
    }

    /**
     * The user's password, which is no secret.
     *
     * @return the password
     */
    public String password() {
        return USER;
    }

    /**
     * The vendor's account whose first address is paid.
     *
     * @return its extended public key
     */
    public String account() {
        return recording.get("account").asText();
    }

    /**
     * Goes on.
     *
     * @param to the moment to go to
     */
    public void moveTo(Moment to) {
        moment = to;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String wanted =
                    "Basic " + Base64.getEncoder().encodeToString((USER + ":" + USER).getBytes(StandardCharsets.UTF_8));
            if (!wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            JsonNode question = JSON.readTree(exchange.getRequestBody());
            ObjectNode answer = JSON.createObjectNode();
            answer.set("id", question.path("id"));
            JsonNode known = said(key(question));
            if (known.isMissingNode()) {
                answer.putNull("result")
                        .putObject("error")
                        .put("code", UNKNOWN_METHOD)
                        .put("message", "not recorded");
            } else {
                answer.set("result", known.get("result"));
                answer.set("error", known.get("error"));
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.get("error").isNull() ? 200 : 500, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** What it said at this moment, or at the latest before. */
    private JsonNode said(String key) {
        JsonNode latest = MissingNode.getInstance();
        for (Moment passed : Moment.values()) {
            JsonNode said = recording.at("/moments/" + passed).path(key);
            if (passed.compareTo(moment) <= 0 && !said.isMissingNode()) {
                latest = said;
            }
        }
        return latest;
    }

    /** What a question is known by. */
    static String key(JsonNode question) {
        return question.path("method").asText() + " " + question.path("params");
    }
}
