package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.internal.engine.Implementations;
import org.bitauth.peers.Peers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ECDSA vectors of project Wycheproof; ours is as strict as they are and no stricter. A high S is valid there. */
class WycheproofTest {
    static Set<Map.Entry<String, CurveVerifier>> implementations() {
        return Implementations.verifiers().entrySet();
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void judgesDerSignaturesLikeWycheproof(Map.Entry<String, CurveVerifier> implementation) {
        Map<String, Integer> counts = judge(
                implementation.getValue(),
                VectorFile.read(Peers.vectors("wycheproof/ecdsa_secp256k1_sha256_test.json")),
                BitauthSignature::ofDer);

        assertThat(counts).isEqualTo(Map.of("valid", 168, "invalid", 308));
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void judgesFixedFormSignaturesLikeWycheproof(Map.Entry<String, CurveVerifier> implementation) {
        Map<String, Integer> counts = judge(
                implementation.getValue(),
                VectorFile.read(Peers.vectors("wycheproof/ecdsa_secp256k1_sha256_p1363_test.json")),
                BitauthSignature::ofBytes);

        assertThat(counts).isEqualTo(Map.of("valid", 167, "invalid", 85));
    }

    private static Map<String, Integer> judge(
            CurveVerifier verifier, JsonNode file, Function<byte[], BitauthSignature> parser) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode group : file.get("testGroups")) {
            CurvePoint key =
                    key(verifier, group.get("publicKey").get("uncompressed").textValue());
            for (JsonNode test : group.get("tests")) {
                String verdict = accepts(verifier, key, test, parser) ? "valid" : "invalid";
                assertThat(verdict)
                        .as("%s %s", test.get("tcId"), test.get("comment"))
                        .isEqualTo(test.get("result").textValue());
                counts.merge(verdict, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static CurvePoint key(CurveVerifier verifier, String uncompressed) {
        String x = uncompressed.substring(2, 66);
        int lastDigit = Character.digit(uncompressed.charAt(129), 16);
        BitauthPublicKey key = BitauthPublicKey.ofHex((lastDigit % 2 == 0 ? "02" : "03") + x);
        return verifier.decode(key.toBytes()).orElseThrow();
    }

    private static boolean accepts(
            CurveVerifier verifier, CurvePoint key, JsonNode test, Function<byte[], BitauthSignature> parser) {
        try {
            BitauthSignature signature = parser.apply(VectorFile.bytes(test.get("sig")));
            byte[] digest = Hashes.sha256(VectorFile.bytes(test.get("msg")));
            return verifier.verify(digest, signature.toBytes(), key);
        } catch (MalformedException e) {
            return false;
        }
    }
}
