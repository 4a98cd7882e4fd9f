package org.bitauth.keystone.lab;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/**
 * A real Bitcoin node on a chain of its own (regtest) that knows no other node, with a folder of its own and a free loopback
 * port. Its wallet {@code miner} has coins. It may be stopped and resumed, and ends when it is closed.
 */
public final class BitcoinNode implements AutoCloseable {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final String MINER = "miner";
    private static final int MATURITY = 101;

    private final TemporaryFolder folder;
    private final int port;
    private final List<String> options;
    private final DirectHttpClient http = new DirectHttpClient();
    private Optional<ServerProcess> process = Optional.empty();

    private BitcoinNode(TemporaryFolder folder, int port, List<String> options) {
        this.folder = folder;
        this.port = port;
        this.options = options;
    }

    /** Goes on only if there is a bitcoind: where {@code BITAUTH_BITCOIND} says, on the path, or in {@code .bitcoind}. */
    public static void requireProgram() {
        if (program().isEmpty()) {
            throw Peers.missing("bitcoind");
        }
    }

    /**
     * Starts a node with coins that can be spent.
     *
     * @param options more options of bitcoind
     * @return a node that answers
     * @throws IOException if it does not start; the message quotes its log
     */
    public static BitcoinNode start(String... options) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        BitcoinNode node = new BitcoinNode(TemporaryFolder.create("bitauth-bitcoin"), port, List.of(options));
        try {
            node.resume();
            node.createWallet(MINER);
            node.mine(MATURITY);
            return node;
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /**
     * Starts it again where it was, with its wallets.
     *
     * @throws IOException if it does not start; the message quotes its log
     */
    public void resume() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program().orElseThrow().toString(),
                "-regtest",
                "-datadir=" + folder.path(),
                "-server",
                "-rpcport=" + port,
                "-listen=0",
                "-connect=0",
                "-dnsseed=0",
                "-fixedseeds=0",
                "-fallbackfee=0.0001"));
        command.addAll(options);
        ServerProcess started = ServerProcess.start(folder.path().resolve("bitcoind.log"), Map.of(), command);
        process = Optional.of(started);
        started.await(this::isReady);
    }

    /** Ends it; what it knows stays in its folder. */
    public void stop() {
        process.ifPresent(ServerProcess::close);
        process = Optional.empty();
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The file with its credentials, which it writes at each start. */
    public Path cookie() {
        return folder.path().resolve("regtest").resolve(".cookie");
    }

    /**
     * Calls a method of the node.
     *
     * @param method the method
     * @param parameters its parameters
     * @return the result
     * @throws IOException if it gives an error, which the message quotes
     */
    public JsonNode call(String method, Object... parameters) throws IOException {
        return post(uri(), method, parameters);
    }

    /**
     * Calls a method of a wallet.
     *
     * @param wallet the wallet's name
     * @param method the method
     * @param parameters its parameters
     * @return the result
     * @throws IOException if it gives an error, which the message quotes
     */
    public JsonNode wallet(String wallet, String method, Object... parameters) throws IOException {
        return post(uri().resolve("wallet/" + wallet), method, parameters);
    }

    /** Makes a wallet that is there after a restart as well. */
    public void createWallet(String name) throws IOException {
        call("createwallet", name, false, false, "", false, true, true);
    }

    /** A new address of the miner's wallet. */
    public String newAddress() throws IOException {
        return wallet(MINER, "getnewaddress").asText();
    }

    /** Makes blocks, with all that waits; their hashes. */
    public List<String> mine(int blocks) throws IOException {
        List<String> hashes = new ArrayList<>();
        call("generatetoaddress", blocks, newAddress()).forEach(hash -> hashes.add(hash.asText()));
        awaitWallets();
        return hashes;
    }

    /** Makes one block of these transactions (ids, or hexadecimal digits) and no other; its hash. */
    public String mineOnly(List<String> transactions) throws IOException {
        String hash =
                call("generateblock", newAddress(), transactions).get("hash").asText();
        awaitWallets();
        return hash;
    }

    /** Wallets hear of blocks by a queue: until it is empty they may not know their coins. */
    private void awaitWallets() throws IOException {
        call("syncwithvalidationinterfacequeue");
    }

    /** Pays from the miner's wallet; the transaction's id. */
    public String pay(String address, long satoshi) throws IOException {
        return wallet(MINER, "sendtoaddress", address, coins(satoshi)).asText();
    }

    /** Pays several addresses by one transaction from the miner's wallet; its id. */
    public String pay(Map<String, Long> satoshi) throws IOException {
        Map<String, String> amounts = new TreeMap<>();
        satoshi.forEach((address, amount) -> amounts.put(address, coins(amount)));
        return wallet(MINER, "sendmany", "", amounts).asText();
    }

    /** Replaces a payment of the miner's wallet by one with a higher fee to the same addresses; the new id. */
    public String bumpFee(String txid) throws IOException {
        return wallet(MINER, "bumpfee", txid).get("txid").asText();
    }

    /** Signs with the miner's wallet, and sends, a transaction that spends all of another one's coins back to the miner. */
    public String doubleSpend(String txid) throws IOException {
        JsonNode spent = call("decoderawtransaction", hex(txid));
        List<Map<String, Object>> inputs = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode input : spent.get("vin")) {
            inputs.add(Map.of(
                    "txid",
                    input.get("txid").asText(),
                    "vout",
                    input.get("vout").asInt()));
        }
        for (JsonNode output : spent.get("vout")) {
            sum = sum.add(output.get("value").decimalValue());
        }
        // All that the first one sent on is spent, less a fee that is higher by far.
        String amount = sum.subtract(new BigDecimal("0.001")).toPlainString();
        String raw = call("createrawtransaction", inputs, Map.of(newAddress(), amount))
                .asText();
        String signed =
                wallet(MINER, "signrawtransactionwithwallet", raw).get("hex").asText();
        return call("sendrawtransaction", signed, 0).asText();
    }

    /** A transaction of the miner's wallet, in hexadecimal digits. */
    public String hex(String txid) throws IOException {
        return wallet(MINER, "gettransaction", txid).get("hex").asText();
    }

    /** Holds a block, and what is after it, for invalid from now on. */
    public void invalidate(String block) throws IOException {
        call("invalidateblock", block);
    }

    /** Holds it for valid again. */
    public void reconsider(String block) throws IOException {
        call("reconsiderblock", block);
    }

    /** An amount as the node reads it. */
    public static String coins(long satoshi) {
        return BigDecimal.valueOf(satoshi, 8).toPlainString();
    }

    private boolean isReady() {
        try {
            return call("getblockcount").isNumber();
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode post(URI uri, String method, Object... parameters) throws IOException {
        JsonNode answer = ask(uri, JSON.valueToTree(Map.of("id", "lab", "method", method, "params", parameters)));
        if (!answer.has("result") || !answer.path("error").isNull()) {
            throw new IOException(method + " must have a result: " + answer.path("error"));
        }
        return answer.get("result");
    }

    /** Passes a question on as it is; the answer may be an error. */
    JsonNode ask(JsonNode question) throws IOException {
        return ask(uri(), question);
    }

    private JsonNode ask(URI uri, JsonNode question) throws IOException {
        byte[] secret = Files.readAllBytes(cookie());
        Map<String, String> headers = Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(secret),
                "Content-Type",
                "application/json");
        byte[] body = JSON.writeValueAsBytes(question);
        return JSON.readTree(http.send("POST", uri, headers, body).body());
    }

    private static Optional<Path> program() {
        String told = System.getProperty("bitauth.bitcoind", System.getenv("BITAUTH_BITCOIND"));
        if (told != null) {
            return Programs.find(Path.of(told).toAbsolutePath().toString());
        }
        Path unpacked = Path.of(System.getProperty("bitauth.root", "."), ".bitcoind", "bitcoind");
        return Programs.find("bitcoind")
                .or(() -> Programs.find(unpacked.toAbsolutePath().toString()));
    }
}
