package org.bitauth.keystone.lab;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/**
 * A real Bitcoin node on a chain of its own (regtest), on a free loopback port, with a wallet that mines: until it is closed.
 * It connects to nobody and keeps no index of transactions, as a vendor's plain node does.
 */
public final class BitcoinNode implements AutoCloseable {
    private static final String WALLET = "/wallet/miner";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final TemporaryFolder folder;
    private final int port;
    private final List<String> options;
    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<ServerProcess> process = Optional.empty();

    private BitcoinNode(TemporaryFolder folder, int port, List<String> options) {
        this.folder = folder;
        this.port = port;
        this.options = options;
    }

    /** Goes on only if there is a node: {@code .ci/bitcoind} unpacks one. */
    public static void requireInstalled() {
        Peers.requireFiles(program());
    }

    /**
     * Starts a node with 101 blocks and a wallet that has coins.
     *
     * @param options further options of bitcoind
     * @return a node that answers
     * @throws IOException if it does not start
     */
    public static BitcoinNode start(String... options) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("bitauth-bitcoin");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        BitcoinNode node = new BitcoinNode(folder, port, List.of(options));
        try {
            node.resume();
            node.rpc("createwallet", "miner");
            node.mine(101);
            return node;
        } catch (IOException e) {
            node.close();
            throw e;
        }
    }

    /** Starts the same node again, after {@link #stop}; wallets are to be loaded again. */
    public void resume() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program(),
                "-regtest",
                "-server",
                "-listen=0",
                "-dnsseed=0",
                "-fixedseeds=0",
                "-natpmp=0",
                "-fallbackfee=0.0001",
                "-datadir=" + folder.path(),
                "-rpcport=" + port));
        command.addAll(options);
        ServerProcess started = ServerProcess.start(folder.path().resolve("log"), Map.of(), command);
        process = Optional.of(started);
        started.await(this::answers);
    }

    /** Ends the node; its chain and wallet stay. */
    public void stop() {
        process.ifPresent(ServerProcess::close);
        process = Optional.empty();
    }

    /**
     * Where it answers.
     *
     * @return the URL of JSON-RPC
     */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * What it takes as credentials, new at each start.
     *
     * @return the file
     */
    public Path cookie() {
        return folder.path().resolve("regtest/.cookie");
    }

    /**
     * Asks the node.
     *
     * @param method the method
     * @param parameters what Jackson can write
     * @return the result
     * @throws IOException if it refuses or does not answer
     */
    public JsonNode rpc(String method, Object... parameters) throws IOException {
        return post("/", method, parameters);
    }

    /**
     * Asks the wallet that mines.
     *
     * @param method the method
     * @param parameters what Jackson can write
     * @return the result
     * @throws IOException if it refuses or does not answer
     */
    public JsonNode wallet(String method, Object... parameters) throws IOException {
        return post(WALLET, method, parameters);
    }

    /** Adds blocks with all that waits. */
    public void mine(int blocks) throws IOException {
        rpc("generatetoaddress", blocks, newAddress());
    }

    /** Adds blocks with these transactions only, in the first of them. */
    public void mineOnly(int blocks, List<String> transactions) throws IOException {
        for (int i = 0; i < blocks; i++) {
            rpc("generateblock", newAddress(), i == 0 ? transactions : List.of());
        }
    }

    /** An address of the wallet. */
    public String newAddress() throws IOException {
        return wallet("getnewaddress", "", "bech32").asText();
    }

    /** Pays from the wallet; returns the transaction's id. */
    public String pay(String address, long satoshi) throws IOException {
        return wallet("sendtoaddress", address, coins(satoshi)).asText();
    }

    /** An amount as the node takes it, without floating point. */
    public static String coins(long satoshi) {
        return BigDecimal.valueOf(satoshi, 8).toPlainString();
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }

    private boolean answers() {
        try {
            return rpc("getblockcount").isNumber();
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode post(String path, String method, Object... parameters) throws IOException {
        JsonNode answer = ask(path, JSON.valueToTree(Map.of("id", 1, "method", method, "params", parameters)));
        if (answer.hasNonNull("error")) {
            throw new IOException(method + ": " + answer.get("error"));
        }
        return answer.path("result");
    }

    /** Passes a question on as it is; the answer may be an error. */
    JsonNode ask(JsonNode question) throws IOException {
        return ask("/", question);
    }

    private JsonNode ask(String path, JsonNode question) throws IOException {
        String secret = Files.readString(cookie());
        HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(question)))
                .build();
        try {
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(question.path("method").asText());
        }
    }

    private static String program() {
        return Optional.ofNullable(System.getenv("BITAUTH_BITCOIND"))
                .or(() -> Programs.find("bitcoind").map(Path::toString))
                .orElseGet(() -> Path.of(System.getProperty("bitauth.root", "."), ".bitcoind", "bitcoind")
                        .toAbsolutePath()
                        .toString());
    }
}
