package org.bitauth.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitauth.Outcome;
import org.bitauth.internal.VectorFile;
import org.bitauth.peers.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other programs signed: Electrum, Bitcoin Knots, and the authors of BIP 322. */
class WalletVectorTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "vectors");
    private static final String ELECTRUM_TEXT = "bitauth-claim v1|sin=TfKsjNyU4xNJfqSuZET43ckWZjqxsyxeWa2|order=0192f";

    @Test
    void provesTheThreeAddressesThatElectrumSignedFor() throws IOException {
        for (String line :
                Files.readAllLines(FOLDER.resolve("wallet-claims.txt")).subList(0, 3)) {
            String[] words = line.split(" ", -1);
            WalletSignature signed = new WalletSignature(words[1], words[2]);

            assertThat(signed.verify(ELECTRUM_TEXT, BitcoinNetwork.REGTEST).accepted())
                    .as(words[0])
                    .hasValueSatisfying(proven -> {
                        assertThat(proven.address()).hasToString(words[1]);
                        assertThat(proven.signer().sin()).hasToString("TfKsjNyU4xNJfqSuZET43ckWZjqxsyxeWa2");
                    });
            assertThat(reason(signed.verify(ELECTRUM_TEXT + "x", BitcoinNetwork.REGTEST)))
                    .isEqualTo("ADDRESS");
        }
    }

    @Test
    void provesWhatKnotsSignedAsBip322ButTaproot() throws IOException {
        Map<String, String> verdicts = new HashMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve("wallet-bip322.jsonl"))) {
            JsonNode vector = new ObjectMapper().readTree(line);
            BitcoinAddress address = BitcoinAddress.parse(vector.get("a").textValue(), BitcoinNetwork.REGTEST);
            assertThat(HexFormat.of().formatHex(address.script()))
                    .isEqualTo(vector.at("/i/spk").textValue());
            WalletSignature signed =
                    new WalletSignature(address.toString(), vector.get("s").textValue());
            Outcome<ProvenAddress, WalletRejection> outcome =
                    signed.verify(vector.get("m").textValue(), BitcoinNetwork.REGTEST);
            outcome.accepted()
                    .ifPresent(proven -> assertThat(proven.signer().key().toHex())
                            .isEqualTo(vector.at("/i/pub").textValue()));
            verdicts.put(vector.get("t").textValue(), reason(outcome));
            assertThat(signed.verify(vector.get("m").textValue() + "x", BitcoinNetwork.REGTEST)
                            .accepted())
                    .isEmpty();
        }

        assertThat(verdicts)
                .isEqualTo(Map.of("bech32", "accepted", "p2sh-segwit", "accepted", "bech32m", "UNSUPPORTED"));
    }

    @ParameterizedTest
    @CsvSource({"bip322/basic-test-vectors.json", "bip322/generated-test-vectors.json"})
    void provesWhatBip322ProvesOfOneKeyWithoutTimeLocks(String file) {
        JsonNode vectors = VectorFile.read(Peers.vectors(file));
        Map<String, Integer> verdicts = new TreeMap<>();
        for (String form : List.of("simple", "full", "proof_of_funds")) {
            for (JsonNode vector : vectors.path(form)) {
                for (JsonNode signature : vector.get("bip322_signatures")) {
                    WalletSignature signed =
                            new WalletSignature(vector.get("address").textValue(), signature.textValue());
                    String verdict = reason(signed.verify(vector.get("message").textValue(), BitcoinNetwork.MAINNET));
                    String type = vector.get("type").textValue();
                    verdicts.merge(form + " " + type + " " + verdict, 1, Integer::sum);
                }
            }
        }

        verdicts.keySet().removeIf(verdict -> verdict.endsWith("UNSUPPORTED"));
        assertThat(verdicts).isEqualTo(Map.of("simple p2wpkh accepted", file.startsWith("bip322/basic") ? 4 : 1));
        for (JsonNode vector : vectors.get("error")) {
            WalletSignature signed = new WalletSignature(
                    vector.get("address").textValue(), vector.get("signature").textValue());
            assertThat(signed.verify(vector.get("message").textValue(), BitcoinNetwork.MAINNET)
                            .accepted())
                    .as(vector.get("description").textValue())
                    .isEmpty();
        }
    }

    @Test
    void hashesTheTransactionsOfBip322() {
        JsonNode vectors = VectorFile.read(Peers.vectors("bip322/basic-test-vectors.json"));

        assertThat(vectors.get("tx_hashes")).hasSize(3);
        for (JsonNode vector : vectors.get("tx_hashes")) {
            byte[] text = vector.get("message").textValue().getBytes(StandardCharsets.UTF_8);
            BitcoinAddress address = BitcoinAddress.parse(vector.get("address").textValue(), BitcoinNetwork.MAINNET);
            assertThat(Bip322Message.hash(text)).isEqualTo(VectorFile.bytes(vector.get("message_hash")));
            assertThat(reversed(Bip322Message.spent(text, address)))
                    .isEqualTo(VectorFile.bytes(vector.get("to_spend_tx_hash")));
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] out = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = bytes[bytes.length - 1 - i];
        }
        return out;
    }

    private static String reason(Outcome<ProvenAddress, WalletRejection> outcome) {
        return outcome.rejected().map(no -> no.reason().name()).orElse("accepted");
    }
}
