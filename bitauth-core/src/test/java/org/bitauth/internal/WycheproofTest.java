package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.peers.Peers;
import org.junit.jupiter.api.Test;

/** The ECDSA vectors of project Wycheproof; ours is as strict as they are and no stricter. A high S is valid there. */
class WycheproofTest {
    @Test
    void judgesDerSignaturesLikeWycheproof() {
        Map<String, Integer> counts = judge(
                VectorFile.read(Peers.vectors("wycheproof/ecdsa_secp256k1_sha256_test.json")), BitauthSignature::ofDer);

        assertThat(counts).isEqualTo(Map.of("valid", 168, "invalid", 308));
    }

    @Test
    void judgesFixedFormSignaturesLikeWycheproof() {
        Map<String, Integer> counts = judge(
                VectorFile.read(Peers.vectors("wycheproof/ecdsa_secp256k1_sha256_p1363_test.json")),
                BitauthSignature::ofBytes);

        assertThat(counts).isEqualTo(Map.of("valid", 167, "invalid", 85));
    }

    private static Map<String, Integer> judge(JsonNode file, Function<byte[], BitauthSignature> parser) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode group : file.get("testGroups")) {
            CurvePoint key = key(group.get("publicKey").get("uncompressed").textValue());
            for (JsonNode test : group.get("tests")) {
                String verdict = accepts(key, test, parser) ? "valid" : "invalid";
                assertThat(verdict)
                        .as("%s %s", test.get("tcId"), test.get("comment"))
                        .isEqualTo(test.get("result").textValue());
                counts.merge(verdict, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static CurvePoint key(String uncompressed) {
        String x = uncompressed.substring(2, 66);
        int lastDigit = Character.digit(uncompressed.charAt(129), 16);
        BitauthPublicKey key = BitauthPublicKey.ofHex((lastDigit % 2 == 0 ? "02" : "03") + x);
        return CurveEngine.preferred().decode(key.toBytes()).orElseThrow();
    }

    private static boolean accepts(CurvePoint key, JsonNode test, Function<byte[], BitauthSignature> parser) {
        try {
            BitauthSignature signature = parser.apply(VectorFile.bytes(test.get("sig")));
            byte[] digest = Hashes.sha256(VectorFile.bytes(test.get("msg")));
            return CurveEngine.preferred().verify(digest, signature.toBytes(), key);
        } catch (MalformedException e) {
            return false;
        }
    }
}
