package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.Sin;
import org.bitauth.internal.engine.Engines;
import org.junit.jupiter.api.Test;

/** Every answer of npm bitauth 0.4.1 is ours too, or stands in the table of differences with its reason. */
class BitauthNpmVectorTest {
    private static final String REFUSED = "refused";

    /** Reason, then the cases. In all of them npm takes what we refuse, or does what we do not offer. */
    private static final String[][] DIFFERENCES = {
        {"one key has one SIN: only the compressed form", "sin-uncompressed", "sin-hybrid"},
        {"a SIN belongs to a key that exists", "sin-offcurve", "sin-empty", "sin-garbage"},
        {"a key has no text behind it", "sin-tail", "sin-odd", "verify-keyTail", "verify-keyOdd"},
        {"one key has one identity when it verifies", "verify-keyUncompressed", "verify-keyHybrid"},
        {"nothing may follow a signature", "verify-tail1", "verify-tailHashType", "verify-tailLong"},
        {"nothing may follow a signature, hex or not", "verify-oddNibble", "verify-nonhexTail", "verify-commaTail"},
        {"a signature is two numbers", "verify-tailInside", "verify-threeInts"},
        {"DER lengths are exact", "verify-seqLong", "verify-seqShort"},
        {"BER is not DER", "verify-berSeq", "verify-berR", "verify-berR4", "verify-indefinite"},
        {"DER integers have no needless zero bytes", "verify-padR", "verify-padS", "verify-padR8"},
        {"DER integers are signed: this s is negative", "verify-negS"},
        {"a SIN has 35 characters", "validateSin-short19", "validateSin-long21", "validateSin-none"},
        {"no encryption by pass word", "crypt-encrypt", "crypt-encryptUtf8", "crypt-encryptEmpty"},
        {"no decryption by pass word", "crypt-decrypt", "crypt-decryptWrong"},
    };

    @Test
    void answersLikeNpmOrDiffersForAListedReason() {
        Map<String, Integer> agreed = new TreeMap<>();
        Set<String> differing = new TreeSet<>();
        JsonNode cases = VectorFile.resource("/vectors/bitauth-vectors.json").get("cases");
        for (JsonNode item : cases) {
            if (ours(item).equals(npm(item))) {
                agreed.merge(item.get("op").textValue(), 1, Integer::sum);
            } else {
                differing.add(item.get("id").textValue());
            }
        }

        assertThat(differing).isEqualTo(listed());
        assertThat(agreed).isEqualTo(Map.of("pub", 21, "sin", 13, "sign", 36, "verify", 65, "validateSin", 18));
        assertThat(cases).hasSize(153 + 37);
    }

    @Test
    void neverTakesWhatNpmRefuses() {
        for (JsonNode item :
                VectorFile.resource("/vectors/bitauth-vectors.json").get("cases")) {
            if (npm(item).equals(REFUSED) && !item.get("id").textValue().startsWith("crypt-")) {
                assertThat(ours(item)).as(item.get("id").textValue()).isEqualTo(REFUSED);
            }
        }
    }

    @Test
    void hashesWhatNpmHashes() {
        int hashed = 0;
        for (JsonNode item :
                VectorFile.resource("/vectors/bitauth-vectors.json").get("cases")) {
            if (item.hasNonNull("sha256")) {
                assertThat(HexFormat.of().formatHex(Hashes.sha256(message(item))))
                        .isEqualTo(item.get("sha256").textValue());
                hashed++;
            }
        }

        assertThat(hashed).isEqualTo(121);
    }

    private static Set<String> listed() {
        Set<String> ids = new TreeSet<>();
        for (String[] row : DIFFERENCES) {
            for (int i = 1; i < row.length; i++) {
                assertThat(ids.add(row[i])).as(row[i]).isTrue();
            }
        }
        return ids;
    }

    private static String npm(JsonNode item) {
        JsonNode answer = item.get("npm");
        if (answer.has("throws") || (answer.isBoolean() && !answer.booleanValue())) {
            return REFUSED;
        }
        return answer.has("buffer") ? answer.get("buffer").textValue() : answer.asText();
    }

    private static String ours(JsonNode item) {
        try {
            return switch (item.get("op").textValue()) {
                case "pub" ->
                    BitauthKey.ofHex(item.get("priv").textValue()).publicKey().toHex();
                case "sin" ->
                    BitauthPublicKey.ofHex(item.get("pub").textValue()).sin().value();
                case "sign" -> sign(item);
                case "verify" -> verify(item);
                case "validateSin" -> validateSin(item.get("sin"));
                default -> "not offered";
            };
        } catch (MalformedException e) {
            return REFUSED;
        }
    }

    private static String sign(JsonNode item) {
        byte[] secret = BitauthKey.ofHex(item.get("priv").textValue()).toBytes(SecretAccess.EXPORT);
        byte[] signature = Engines.signer().sign(Hashes.sha256(message(item)), secret);
        return BitauthSignature.ofBytes(signature).withLowS().toDerHex();
    }

    private static String verify(JsonNode item) {
        BitauthPublicKey key = BitauthPublicKey.ofHex(item.get("pub").textValue());
        BitauthSignature signature = BitauthSignature.ofDerHex(item.get("sig").textValue());
        CurvePoint point = Engines.verifier().decode(key.toBytes()).orElseThrow();
        byte[] digest = Hashes.sha256(message(item));
        return Engines.verifier().verify(digest, signature.toBytes(), point) ? "true" : REFUSED;
    }

    private static String validateSin(JsonNode sin) {
        if (sin.isNull()) {
            return REFUSED; // Null is a programmer's error here, as everywhere.
        }
        new Sin(sin.textValue());
        return "true";
    }

    private static byte[] message(JsonNode item) {
        if (item.hasNonNull("dataHex")) {
            return VectorFile.bytes(item.get("dataHex"));
        }
        JsonNode repeat = item.get("repeat");
        return repeat.get("text")
                .textValue()
                .repeat(repeat.get("times").intValue())
                .getBytes(StandardCharsets.UTF_8);
    }
}
