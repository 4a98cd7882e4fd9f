package org.bitauth.keystone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.bitauth.BitauthSigner;
import org.bitauth.Outcome;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.keystone.ScopeRequest;

/** Logs in to an identity service with a Bitauth key, by the method {@code bitauth}. Thread-safe. */
public final class KeystoneClient {
    private final String cloud;
    private final BitauthSigner signer;
    private final ObjectMapper json = new ObjectMapper();
    private final DirectHttpClient http = new DirectHttpClient();

    /**
     * A client.
     *
     * @param cloud the identity service's URL, as its owner published it; ends in {@code /v3}
     * @param signer the key
     */
    public KeystoneClient(URI cloud, BitauthSigner signer) {
        this.cloud = CloudUrl.of(cloud);
        this.signer = signer;
    }

    /**
     * Logs in: asks for a challenge, checks that it is the one awaited, and signs it.
     *
     * @param scope the scope of the token
     * @return the token, or why there is none
     */
    public Outcome<ClientToken, ClientRejection> login(ScopeRequest scope) {
        try {
            ObjectNode first = json.createObjectNode();
            first.put("identity", signer.sin().value());
            RawResponse challenge = post(first, scope);
            JsonNode text = tree(challenge).at("/error/identity/bitauth/challenge");
            if (challenge.status() != 401 || !text.isTextual()) {
                return ClientRejection.refused(challenge);
            }
            var signed = ChallengeAnswer.sign(text.textValue(), cloud, scope.ask(), signer);
            if (signed instanceof Outcome.Rejected<ChallengeAnswer, ChallengeAnswer.Refusal> no) {
                return new Outcome.Rejected<>(ClientRejection.UNTRUSTED, no.detail(), RequestId.next());
            }
            ChallengeAnswer answer = signed.accepted().orElseThrow();
            ObjectNode second = json.createObjectNode();
            second.put("public_key", answer.publicKey().orElseThrow());
            second.put("challenge", answer.challenge());
            second.put("signature", answer.signature());
            return token(post(second, scope));
        } catch (IOException e) {
            return ClientRejection.unreachable(cloud, e);
        }
    }

    private Outcome<ClientToken, ClientRejection> token(RawResponse answer) {
        var secret = answer.header("X-Subject-Token");
        JsonNode body = tree(answer).path("token");
        if (answer.status() != 201 || secret.isEmpty()) {
            return ClientRejection.refused(answer);
        }
        try {
            Instant expiresAt = Instant.parse(body.path("expires_at").asText());
            return new Outcome.Accepted<>(new ClientToken(secret.get(), expiresAt, body));
        } catch (DateTimeException e) {
            return ClientRejection.refused(answer);
        }
    }

    private RawResponse post(ObjectNode payload, ScopeRequest scope) throws IOException {
        ObjectNode body = json.createObjectNode();
        ObjectNode auth = body.putObject("auth");
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add("bitauth");
        identity.set("bitauth", payload);
        ScopeBody.write(auth, scope);
        return http.send(
                "POST",
                URI.create(cloud + "/auth/tokens"),
                Map.of("Content-Type", "application/json"),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode tree(RawResponse answer) {
        try {
            JsonNode tree = json.readTree(answer.text());
            return tree == null ? json.createObjectNode() : tree;
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }
}
