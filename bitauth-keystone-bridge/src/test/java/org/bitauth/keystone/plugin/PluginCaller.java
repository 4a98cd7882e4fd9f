package org.bitauth.keystone.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.keystone.ScopeRequest;

/** A Keystone's end of the verify exchange, with a key that logs in through it. */
final class PluginCaller {
    static final String CLOUD = "http://127.0.0.1:5000/v3";
    static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    static final String NONCE = "AAAAAAAAAAAAAAAAAAAAAA";
    static final String DEMO = "{\"project\":{\"name\":\"demo\",\"domain\":{\"id\":\"default\"}}}";

    private static final ObjectMapper JSON = new ObjectMapper();

    final BitauthKey key = BitauthKey.generate();
    final PluginSecret secret = PluginSecret.parse(SECRET);
    final List<AuthEvent> events = new ArrayList<>();
    final String requestId = RequestId.next();
    final HttpHandler handler;

    PluginCaller() {
        this(Challenges.builder(URI.create(CLOUD)).build());
    }

    PluginCaller(Challenges challenges) {
        handler = new VerifyHandler(challenges, secret, events::add);
    }

    /** A call as the plug-in writes it; a scope is JSON, or empty for none. */
    ObjectNode call(JsonNode payload, String scope) {
        ObjectNode call = JSON.createObjectNode().put("nonce", NONCE).put("request_id", requestId);
        call.set("payload", payload);
        if (!scope.isEmpty()) {
            call.set("scope", json(scope));
        }
        return call;
    }

    ObjectNode first() {
        return JSON.createObjectNode().put("identity", key.sin().value());
    }

    /** Signs the challenge for a scope. */
    ObjectNode second(String scope) {
        String challenge =
                json(send(call(first(), scope)).text()).path("challenge").asText();
        ChallengeAnswer answer = ChallengeAnswer.sign(
                        challenge, CLOUD, ScopeRequest.read(json(scope)).ask(), key)
                .orElseThrow(no -> new AssertionError(no.detail()));
        return JSON.createObjectNode()
                .put("public_key", answer.publicKey().orElseThrow())
                .put("challenge", answer.challenge())
                .put("signature", answer.signature());
    }

    RawResponse send(JsonNode call) {
        return send(call.toString());
    }

    RawResponse send(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send("POST", bytes, Map.of(VerifyHandler.MARK, List.of(secret.markCall(bytes))));
    }

    RawResponse send(String method, byte[] body, Map<String, List<String>> headers) {
        return handler.handle(new RawRequest(method, "/verify", "/verify", headers, body));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
