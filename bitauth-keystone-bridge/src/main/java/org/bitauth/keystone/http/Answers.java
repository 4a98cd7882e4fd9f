package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.internal.StrictJson;

/** Keystone's answers: JSON, and for every error the same three members. */
final class Answers {
    static final String NOT_AUTHENTICATED = "The request you have made requires authentication.";

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            409, "Conflict",
            413, "Request Entity Too Large",
            500, "Internal Server Error",
            503, "Service Unavailable");

    private final StrictJson json;
    private final String publicUrl;

    Answers(StrictJson json, String publicUrl) {
        this.json = json;
        this.publicUrl = publicUrl;
    }

    RawResponse of(int status, ObjectNode body) {
        return RawResponse.of(status, "application/json", json.write(body));
    }

    RawResponse error(int status, String message) {
        return error(status, message, json.object());
    }

    /** The refusal of an action by Keystone's policy. */
    RawResponse forbidden(String action) {
        return error(403, "You are not authorized to perform the requested action: identity:" + action + ".");
    }

    /** An error with further members beside code, message and title. */
    RawResponse error(int status, String message, ObjectNode more) {
        ObjectNode body = json.object();
        ObjectNode error = body.putObject("error");
        error.put("code", status).setAll(more);
        error.put("message", message).put("title", TITLES.getOrDefault(status, "Error"));
        RawResponse answer = of(status, body);
        return status == 401 ? answer.with("WWW-Authenticate", "Keystone uri=\"" + publicUrl + "\"") : answer;
    }
}
