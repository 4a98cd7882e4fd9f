package org.bitauth.keystone.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/** Debian's Electrum with a new wallet on regtest, which signs without any connection: until it is closed. */
public final class ElectrumWallet implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READ_URI = """
            import json, sys
            from electrum import constants
            constants.set_regtest()
            from electrum.util import parse_URI
            print(json.dumps(parse_URI(sys.argv[1])))
            """;

    private final TemporaryFolder folder;

    private ElectrumWallet(TemporaryFolder folder) {
        this.folder = folder;
    }

    /** Goes on only if Electrum is installed. */
    public static void requireInstalled() {
        Peers.requirePrograms("electrum");
        Peers.requirePythonModule("electrum");
    }

    /**
     * Makes a wallet.
     *
     * @return a wallet without coins
     * @throws IOException if Electrum fails
     */
    public static ElectrumWallet create() throws IOException {
        ElectrumWallet wallet = new ElectrumWallet(TemporaryFolder.create("bitauth-electrum"));
        wallet.run("create");
        return wallet;
    }

    /** Its first address. */
    public String address() throws IOException {
        return JSON.readTree(run("listaddresses")).get(0).asText();
    }

    /**
     * Shows it a transaction that pays to its address.
     *
     * @param transaction hexadecimal digits
     * @throws IOException if Electrum refuses it
     */
    public void receive(String transaction) throws IOException {
        run("addtransaction", transaction);
    }

    /**
     * Reads a payment URI and signs what it asks for.
     *
     * @param uri a URI of BIP 21
     * @return the transaction in hexadecimal digits, sent to nobody
     * @throws IOException if Electrum does not understand the URI, or cannot pay
     */
    public String pay(String uri) throws IOException {
        JsonNode asked = JSON.readTree(output("/usr/bin/python3", "-c", READ_URI, uri));
        String amount = BitcoinNode.coins(asked.get("amount").asLong());
        return run("payto", asked.get("address").asText(), amount, "--fee", "0.00001");
    }

    @Override
    public void close() {
        folder.close();
    }

    private String run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "electrum", "--regtest", "--offline", "-D", folder.path().toString()));
        command.addAll(List.of(arguments));
        return output(command.toArray(String[]::new));
    }

    private static String output(String... command) throws IOException {
        Programs.Result result = Programs.run(Map.of(), command);
        if (result.exitCode() != 0) {
            throw new IOException(command[0] + " failed: " + result.output());
        }
        return result.output().strip();
    }
}
