package org.bitauth.keystone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.HttpSender;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.internal.StrictJson;

/** Sends the requests of the Identity API v3 to one identity service. */
final class IdentityRequests {
    private static final byte[] NO_BODY = {};

    private final StrictJson json = new StrictJson();
    private final HttpSender http;
    private final String cloud;

    /** An exchange of requests and answers that ends where there is no answer. */
    interface Exchange<T> {
        Outcome<T, ClientRejection> run() throws IOException;
    }

    IdentityRequests(String cloud, HttpSender http) {
        this.cloud = cloud;
        this.http = http;
    }

    /** Runs an exchange; the want of an answer is a refusal. */
    <T> Outcome<T, ClientRejection> reach(Exchange<T> exchange) {
        try {
            return exchange.run();
        } catch (IOException e) {
            return ClientRejection.unreachable(cloud, e);
        }
    }

    /** Asks for a token, by one method. */
    RawResponse login(String method, ObjectNode payload, ScopeRequest scope) throws IOException {
        ObjectNode body = json.object();
        ObjectNode auth = body.putObject("auth");
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add(method);
        identity.set(method, payload);
        ScopeBody.write(auth, scope);
        return send(
                "POST",
                "/auth/tokens",
                Map.of("Content-Type", "application/json"),
                json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    RawResponse projects(String token) throws IOException {
        return send("GET", "/auth/projects", Map.of("X-Auth-Token", token), NO_BODY);
    }

    /** A token may always revoke itself. */
    RawResponse revoke(String token) throws IOException {
        return send("DELETE", "/auth/tokens", Map.of("X-Auth-Token", token, "X-Subject-Token", token), NO_BODY);
    }

    /** A new, empty object. */
    ObjectNode object() {
        return json.object();
    }

    /** The body of an answer; an empty object where it is no JSON. */
    JsonNode tree(RawResponse answer) {
        try {
            return json.read(answer.body());
        } catch (MalformedException e) {
            return json.object();
        }
    }

    private RawResponse send(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Accept", "application/json");
        try {
            return http.send(method, URI.create(cloud + path), all, body);
        } catch (IllegalArgumentException e) {
            // The JDK's client lets a Content-Length that is no number out as this.
            throw new IOException("answer must be HTTP", e);
        }
    }
}
