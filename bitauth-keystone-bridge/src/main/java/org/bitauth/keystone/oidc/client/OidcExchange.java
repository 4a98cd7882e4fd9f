package org.bitauth.keystone.oidc.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;

/** Posts forms to a provider's endpoints, and reads what it says. */
final class OidcExchange {
    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final int MAX_JWT = 8192;

    private final ObjectMapper json = new ObjectMapper();
    private final DirectHttpClient http = new DirectHttpClient();
    private final String issuer;

    OidcExchange(String issuer) {
        this.issuer = issuer;
    }

    RawResponse post(String path, Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                "POST",
                URI.create(issuer + path),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode tree(RawResponse answer) {
        try {
            JsonNode tree = json.readTree(answer.text());
            return tree == null ? json.createObjectNode() : tree;
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }

    /** The access token of an answer that has one. */
    Optional<String> token(RawResponse answer) {
        return Optional.of(tree(answer).path("access_token").asText())
                .filter(text -> answer.status() == 200
                        && text.length() <= MAX_JWT
                        && JWT.matcher(text).matches());
    }
}
