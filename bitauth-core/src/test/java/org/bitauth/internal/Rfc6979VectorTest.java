package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.internal.engine.Engines;
import org.bitauth.internal.engine.Implementations;
import org.bitauth.peers.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nonce of RFC 6979, seen through the signatures that it gives. */
class Rfc6979VectorTest {
    private static final CurveVerifier VERIFIER = Engines.verifier();

    static List<CurveSigner> signers() {
        return Implementations.signers();
    }

    @ParameterizedTest
    @MethodSource("signers")
    void takesTheFirstNonceOfEachVector(CurveSigner signer) {
        JsonNode vectors = VectorFile.read(Peers.vectors("rfc6979/rfc6979-secp256k1.json"));
        for (JsonNode vector : vectors) {
            byte[] digest = Hashes.sha256(vector.get("message").textValue().getBytes(StandardCharsets.UTF_8));
            byte[] signature = signer.sign(digest, VectorFile.bytes(vector.get("d")));

            // r is the x of k times G, modulo n.
            byte[] point = signer.publicKey(VectorFile.bytes(vector.get("k0")));
            assertThat(new BigInteger(1, signature, 0, 32)).isEqualTo(new BigInteger(1, point, 1, 32).mod(Curve.ORDER));
        }

        assertThat(vectors).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("signers")
    void makesThe2020SignaturesOfTinySecp256k1(CurveSigner signer) {
        JsonNode vectors = tiny().get("valid");
        for (JsonNode vector : vectors) {
            byte[] secret = BitauthKey.ofHex(vector.get("d").textValue()).toBytes(SecretAccess.EXPORT);
            byte[] digest = VectorFile.bytes(vector.get("m"));
            BitauthSignature signature =
                    BitauthSignature.ofBytes(signer.sign(digest, secret)).withLowS();

            assertThat(HexFormat.of().formatHex(signature.toBytes()))
                    .isEqualTo(vector.get("signature").textValue());
        }

        assertThat(vectors).hasSize(2020);
    }

    static Set<Map.Entry<String, CurveVerifier>> verifiers() {
        return Implementations.verifiers().entrySet();
    }

    @ParameterizedTest
    @MethodSource("verifiers")
    void verifiesAndRecoversThe2020SignaturesOfTinySecp256k1(Map.Entry<String, CurveVerifier> implementation) {
        CurveVerifier verifier = implementation.getValue();
        for (JsonNode vector : tiny().get("valid")) {
            byte[] key =
                    BitauthKey.ofHex(vector.get("d").textValue()).publicKey().toBytes();
            byte[] digest = VectorFile.bytes(vector.get("m"));
            byte[] signature = VectorFile.bytes(vector.get("signature"));
            assertThat(verifier.verify(digest, signature, verifier.decode(key).orElseThrow()))
                    .isTrue();
            assertThat(verifier.recover(
                            digest, signature, vector.get("recoveryId").intValue()))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(key));
        }
    }

    @ParameterizedTest
    @MethodSource("verifiers")
    void recoversNoKeyWhereTinySecp256k1RecoversNone(Map.Entry<String, CurveVerifier> implementation) {
        int tried = 0;
        for (JsonNode vector : tiny().get("invalid").get("recover")) {
            byte[] digest = VectorFile.bytes(vector.get("m"));
            BitauthSignature signature;
            try {
                signature = BitauthSignature.ofBytes(VectorFile.bytes(vector.get("signature")));
            } catch (MalformedException e) {
                continue; // r or s is out of range, which is decided before
            }
            if (digest.length == 32) {
                tried++;
                assertThat(implementation
                                .getValue()
                                .recover(
                                        digest,
                                        signature.toBytes(),
                                        vector.path("recoveryId").intValue()))
                        .as(vector.toString())
                        .isEmpty();
            }
        }
        assertThat(tried).isEqualTo(2);
    }

    @Test
    void refusesTheKeysThatTinySecp256k1RefusesToSignWith() {
        JsonNode vectors = tiny().get("invalid").get("sign");
        for (JsonNode vector : vectors) {
            assertThat(refused(() -> BitauthKey.ofHex(vector.get("d").textValue())))
                    .as(vector.toString())
                    .isTrue();
        }

        assertThat(vectors).hasSize(4);
    }

    @Test
    void refusesTheSignaturesThatTinySecp256k1Refuses() {
        JsonNode vectors = tiny().get("invalid").get("verify");
        for (JsonNode vector : vectors) {
            assertThat(refused(() -> verifyStrictly(vector)))
                    .as(vector.toString())
                    .isTrue();
        }

        assertThat(vectors).hasSize(25);
    }

    private static void verifyStrictly(JsonNode vector) {
        BitauthPublicKey key = BitauthPublicKey.ofHex(vector.get("Q").textValue());
        BitauthSignature signature = BitauthSignature.ofBytes(VectorFile.bytes(vector.get("signature")));
        CurvePoint point = VERIFIER.decode(key.toBytes()).orElseThrow();
        if (!signature.isLowS() || !VERIFIER.verify(VectorFile.bytes(vector.get("m")), signature.toBytes(), point)) {
            throw new MalformedException("signature does not verify");
        }
    }

    private static boolean refused(Runnable action) {
        try {
            action.run();
            return false;
        } catch (MalformedException e) {
            return true;
        }
    }

    private static JsonNode tiny() {
        return VectorFile.read(Peers.vectors("rfc6979/tiny-secp256k1-ecdsa.json"));
    }
}
