package org.bitauth.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;

/** The requests of Keystone's API that the quickstart shows one by one; {@code KeystoneClient} does them in one call. */
final class IdentityApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI tokens;
    private final DirectHttpClient http = new DirectHttpClient();

    IdentityApi(URI url) {
        tokens = URI.create(url + "/auth/tokens");
    }

    RawResponse login(String method, Map<String, String> payload, String project) throws IOException {
        Map<String, Object> scope = Map.of("project", Map.of("name", project, "domain", Map.of("name", "Default")));
        Map<String, Object> identity = Map.of("methods", new String[] {method}, method, payload);
        return post(Map.of("auth", Map.of("identity", identity, "scope", scope)));
    }

    RawResponse answer(ChallengeAnswer answer, String project) throws IOException {
        Map<String, String> payload = Map.of(
                "public_key", answer.publicKey().orElseThrow(),
                "challenge", answer.challenge(),
                "signature", answer.signature());
        return login("bitauth", payload, project);
    }

    RawResponse validate(String callerToken, String subjectToken) throws IOException {
        Map<String, String> headers = Map.of("X-Auth-Token", callerToken, "X-Subject-Token", subjectToken);
        return http.send("GET", tokens, headers, new byte[0]);
    }

    static String token(RawResponse answer) {
        return answer.header("X-Subject-Token")
                .orElseThrow(() -> new IllegalStateException("no token: " + answer.status() + " " + answer.text()));
    }

    static JsonNode json(RawResponse answer) {
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + answer.text(), e);
        }
    }

    private RawResponse post(Map<String, Object> body) throws IOException {
        byte[] json = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        return http.send("POST", tokens, Map.of("Content-Type", "application/json"), json);
    }
}
