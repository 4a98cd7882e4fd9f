package org.bitauth.keystone.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Stands before a real node and writes down what it is asked and says, for a {@link RecordedNode}; until it is closed. */
public final class NodeRecorder implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BitcoinNode node;
    private final HttpServer server;
    private final ObjectNode recording = JSON.createObjectNode();
    private volatile RecordedNode.Moment moment = RecordedNode.Moment.UNPAID;

    private NodeRecorder(BitcoinNode node, HttpServer server) {
        this.node = node;
        this.server = server;
    }

    /**
     * Starts.
     *
     * @param node the node
     * @param account the extended public key of the account whose first address is going to be paid
     * @return a server that listens
     * @throws IOException if it cannot listen
     */
    public static NodeRecorder start(BitcoinNode node, String account) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        NodeRecorder recorder = new NodeRecorder(node, server);
        recorder.recording.put("account", account);
        server.createContext("/", recorder::pass);
        server.start();
        return recorder;
    }

    /**
     * Where it listens; takes any credentials.
     *
     * @return the URL of JSON-RPC
     */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * What follows belongs to another moment.
     *
     * @param to the moment
     */
    public void moveTo(RecordedNode.Moment to) {
        moment = to;
    }

    /**
     * What was written down.
     *
     * @return a recording
     */
    public JsonNode recording() {
        return recording.deepCopy();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode question = JSON.readTree(exchange.getRequestBody());
            JsonNode said = node.ask(question);
            ObjectNode kept = recording
                    .withObject("/moments")
                    .withObject("/" + moment.name())
                    .putObject(RecordedNode.key(question));
            kept.set("result", said.path("result"));
            kept.set("error", said.has("error") ? said.get("error") : JSON.nullNode());
            byte[] body = JSON.writeValueAsBytes(said);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
