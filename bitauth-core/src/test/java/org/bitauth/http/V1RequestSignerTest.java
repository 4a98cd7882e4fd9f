package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.http.RequestForge.ALICE;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.internal.VectorFile;
import org.junit.jupiter.api.Test;

class V1RequestSignerTest {
    private final V1RequestSigner signer = V1RequestSigner.of(ALICE);

    @Test
    void makesWhatNpmMakesOfEveryUrlAndBodyInTheVectors() {
        int urls = 0;
        for (JsonNode item :
                VectorFile.resource("/vectors/bitauth-vectors.json").get("cases")) {
            String message = item.path("data").asText("");
            if (!item.get("op").textValue().equals("sign") || !message.startsWith("http")) {
                continue;
            }
            int end = message.indexOf('{') < 0 ? message.length() : message.indexOf('{');
            OutgoingRequest request = OutgoingRequest.of(
                    "POST", message.substring(0, end), V1RequestSigner.bytes(message.substring(end)));
            BitauthKey key = BitauthKey.ofHex(item.get("priv").textValue());

            assertThat(V1RequestSigner.of(key).sign(request))
                    .as(item.get("id").textValue())
                    .isEqualTo(Map.of(
                            "X-Identity", key.publicKey().toHex(),
                            "X-Signature", item.get("npm").get("buffer").textValue()));
            urls++;
        }

        assertThat(urls).isEqualTo(16);
    }

    @Test
    void cutsBetweenUrlAndBodyDoNotShow() {
        OutgoingRequest one = OutgoingRequest.of("POST", "https://cloud.example/a", utf8("b"));
        OutgoingRequest other = OutgoingRequest.of("GET", "https://cloud.example/ab", utf8(""));

        assertThat(signer.sign(one)).as("the reason for v2").isEqualTo(signer.sign(other));
    }

    @Test
    void writesBodiesAsUtf8() {
        assertThat(V1RequestSigner.bytes("h\u00e9 \u20ac \ud83d\ude00")).isEqualTo(utf8("h\u00e9 \u20ac \ud83d\ude00"));
    }

    @Test
    void refusesUnpairedSurrogates() {
        for (String text : new String[] {"x\ud800y", "\udc00", "\ude00\ud83d"}) {
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> V1RequestSigner.bytes(text));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
