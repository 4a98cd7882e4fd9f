package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bitauth.http.RawResponse;

/** What every answer of a Keystone has, whatever was asked. */
final class AnswerForm {
    private static final String REQUEST_ID = "req-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private AnswerForm() {}

    /** The headers of every answer. */
    static String check(RawResponse answer) {
        assertThat(answer.header("Vary")).contains("X-Auth-Token");
        String id = answer.header("X-Openstack-Request-Id").orElseThrow();
        assertThat(id).matches(REQUEST_ID);
        return id;
    }

    /** An error of exactly this status, in Keystone's form, which tells nothing about the program; returns its id. */
    static String checkError(RawResponse answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        JsonNode body = json(answer);
        assertThat(names(body)).containsExactly("error");
        JsonNode error = body.get("error");
        assertThat(names(error)).contains("code", "message", "title");
        assertThat(Set.of("code", "message", "title", "identity")).containsAll(names(error));
        assertThat(error.get("code").intValue()).isEqualTo(status);
        assertThat(error.get("title").textValue()).isEqualTo(title(status));
        assertThat(error.get("message").textValue()).isNotBlank().doesNotContain("null");
        assertThat(answer.text())
                .doesNotContain("Exception", "org.bitauth", "java.", "jackson", "jsonwebtoken", "\\tat ");
        assertThat(answer.header("X-Subject-Token")).isEmpty();
        assertThat(answer.header("WWW-Authenticate").isPresent())
                .as("WWW-Authenticate")
                .isEqualTo(status == 401);
        return check(answer);
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> throw new AssertionError("no error: " + status);
        };
    }
}
