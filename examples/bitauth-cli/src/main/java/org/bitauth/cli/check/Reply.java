package org.bitauth.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.http.RawResponse;

/**
 * What became of one request.
 *
 * @param answer the answer, whatever its status
 * @param fault why there is none
 * @param sent when it was sent
 * @param received when its answer had come
 */
record Reply(Optional<RawResponse> answer, String fault, Instant sent, Instant received) {
    private static final ObjectMapper JSON = new ObjectMapper();

    int status() {
        return answer.map(RawResponse::status).orElse(0);
    }

    String header(String name) {
        return answer.flatMap(raw -> raw.header(name)).orElse("");
    }

    /** The body, missing if it is no JSON. */
    JsonNode json() {
        try {
            JsonNode tree = JSON.readTree(answer.map(RawResponse::text).orElse(""));
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Keystone's own error body. */
    boolean isKeystonesError() {
        return json().path("error").path("code").isInt();
    }

    /** What it is, for a sentence that begins with who was asked. Quotes nothing of the body. */
    String told() {
        if (answer.isEmpty()) {
            return fault;
        }
        if (status() / 100 == 3) {
            return "redirects (HTTP " + status() + ") to '" + header("Location")
                    + "': no redirect is followed, give the URL that it leads to";
        }
        boolean isPage = header("Content-Type").toLowerCase(Locale.ROOT).contains("html")
                || answer.get().text().stripLeading().startsWith("<");
        if (isPage) {
            return "answers HTTP " + status() + " with an HTML page, not as an API";
        }
        String end = status() == 404 ? ": there is nothing at this path" : status() >= 500 ? ": see its log" : "";
        boolean isJson = json().isContainerNode();
        return "answers HTTP " + status() + (isJson ? "" : " with a body that is no JSON") + end;
    }
}
