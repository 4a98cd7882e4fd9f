package org.bitauth.keystone.payment.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.Outpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Payments by one key under five kinds of script, which two implementations of a node took into their blocks. */
class PayerProofVectorTest {
    private static final Set<String> PROVING = Set.of("p2pkh", "p2wpkh", "p2sh-p2wpkh");
    private static final String[] FILES = {"vec-knots.jsonl", "vec-bcoin.jsonl"};

    static Stream<Arguments> payments() throws IOException {
        List<Arguments> payments = new ArrayList<>();
        for (String file : FILES) {
            List<JsonNode> lines = lines(file);
            String payer = lines.get(0).get("payer").get("sin").asText();
            for (JsonNode line : lines.subList(1, lines.size())) {
                payments.add(Arguments.of(file + " " + line.get("type").asText(), line, payer));
            }
        }
        return payments.stream();
    }

    @Test
    void areNine() throws IOException {
        assertThat(payments()).hasSize(9);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payments")
    void proveTheKeyWhereTheyCan(String name, JsonNode line, String payer) {
        Optional<Sin> expected =
                PROVING.contains(line.get("type").asText()) ? Optional.of(new Sin(payer)) : Optional.empty();
        assertThat(PayerProof.payer(raw(line), spent(line, 0))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payments")
    void proveNothingOfAnotherOutput(String name, JsonNode line, String payer) {
        byte[] raw = raw(line);
        // The lowest byte of the first output's amount: behind version, marker, one input and the count of outputs.
        int amount = HexFormat.of().formatHex(raw).indexOf("0016001") / 2 - 8;
        raw[amount] ^= 1;
        assertThat(PayerProof.payer(raw, spent(line, 0))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payments")
    void proveNothingWithAnotherAmountThanTheWitnessSigned(String name, JsonNode line, String payer) {
        boolean signsNoAmount = line.get("type").asText().equals("p2pkh");
        assertThat(PayerProof.payer(raw(line), spent(line, 1)).isPresent()).isEqualTo(signsNoAmount);
    }

    private static byte[] raw(JsonNode line) {
        return HexFormat.of().parseHex(line.get("raw").asText());
    }

    private static Map<Outpoint, SpentOutput> spent(JsonNode line, long more) {
        Map<Outpoint, SpentOutput> spent = new HashMap<>();
        for (JsonNode output : line.get("spent")) {
            spent.put(
                    new Outpoint(output.get("txid").asText(), output.get("vout").asInt()),
                    new SpentOutput(
                            output.get("value").asLong() + more,
                            output.get("script").asText()));
        }
        return spent;
    }

    private static List<JsonNode> lines(String file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PayerProofVectorTest.class.getResourceAsStream("/vectors/payments/" + file)),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(json.readTree(line));
            }
        }
        return lines;
    }
}
