package org.bitauth.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthSignature;
import org.bitauth.Signable;
import org.bitauth.internal.SignedForm;

/** Signs what no honest client would: every part of a request can be chosen, and the signature still fits. */
final class RequestForge {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final String CLOUD = "https://cloud.example";
    static final BitauthKey ALICE =
            BitauthKey.ofHex("38f93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6ad");

    private String method = "GET";
    private String base = CLOUD;
    private String host = "cloud.example";
    private String target = "/v3/projects?limit=10";
    private byte[] body = new byte[0];
    private Optional<String> digest = Optional.empty();
    private Optional<String> authToken = Optional.empty();
    private Optional<String> subjectToken = Optional.empty();
    private Instant created = NOW;
    private Instant expires = NOW.plusSeconds(60);
    private String nonce = "bm9uY2Ugb2YgYSBjbGllbn";
    private String keyId = ALICE.publicKey().toHex();
    private UnaryOperator<String> inputChange = value -> value;
    private UnaryOperator<BitauthSignature> signatureChange = signature -> signature;

    RequestForge method(String other) {
        method = other;
        return this;
    }

    /** The base that the client knows, and the host that it names. */
    RequestForge base(String otherBase, String otherHost) {
        base = otherBase;
        host = otherHost;
        return this;
    }

    RequestForge target(String other) {
        target = other;
        return this;
    }

    RequestForge body(String other) {
        body = other.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Another content digest, signed as it is. */
    RequestForge digest(String other) {
        digest = Optional.of(other);
        return this;
    }

    RequestForge authToken(String token) {
        authToken = Optional.of(token);
        return this;
    }

    RequestForge subjectToken(String token) {
        subjectToken = Optional.of(token);
        return this;
    }

    /** Seconds from now. */
    RequestForge times(int createdIn, int expiresIn) {
        created = NOW.plusSeconds(createdIn);
        expires = NOW.plusSeconds(expiresIn);
        return this;
    }

    RequestForge nonce(String other) {
        nonce = other;
        return this;
    }

    RequestForge keyId(String hex) {
        keyId = hex;
        return this;
    }

    /** Writes the value of Signature-Input (without label) in another way; that is what gets signed. */
    RequestForge input(UnaryOperator<String> change) {
        inputChange = change;
        return this;
    }

    RequestForge signature(UnaryOperator<BitauthSignature> change) {
        signatureChange = change;
        return this;
    }

    SentRequest sign() {
        SignatureParameters parameters = new SignatureParameters(
                authToken.isPresent(), subjectToken.isPresent(), created, expires, nonce, keyId);
        String contentDigest = digest.orElseGet(() -> ContentDigest.of(body));
        SignatureBase honest = new SignatureBase(method, base + target, contentDigest, authToken, subjectToken);
        String value = inputChange.apply(parameters.value());
        String text = new String(honest.with(parameters).toBytes(), StandardCharsets.US_ASCII);
        String changed = text.substring(0, text.length() - parameters.value().length()) + value;
        BitauthSignature signature = signatureChange.apply(ALICE.sign(Signable.of(SignedForm.request(changed))));
        SentRequest sent = new SentRequest(
                        method, target, List.of(), HexFormat.of().formatHex(body))
                .with("Host", host)
                .with("Content-Digest", contentDigest)
                .with("Signature-Input", "bitauth=" + value)
                .with("Signature", member(signature.toBytes()));
        if (authToken.isPresent()) {
            sent = sent.with("X-Auth-Token", authToken.get());
        }
        return subjectToken.isPresent() ? sent.with("X-Subject-Token", subjectToken.get()) : sent;
    }

    static String member(byte[] signature) {
        return "bitauth=:" + Base64.getEncoder().encodeToString(signature) + ":";
    }
}
