package org.bitauth.http;

import org.bitauth.internal.JsonText;

/** The error answer of this library's own faces: code, title, a message for people and a reason for programs. */
public final class ErrorResponse {
    private ErrorResponse() {}

    /**
     * An error answer.
     *
     * @param status the status code
     * @param reason one lower-case word
     * @param message one sentence without secrets; says no more about a refused proof than the reason
     * @return {@code {"error":{…}}}, never stored by caches
     */
    public static RawResponse of(int status, String reason, String message) {
        String json = "{\"error\":{\"code\":" + status + ",\"title\":\"" + title(status) + "\",\"message\":"
                + JsonText.quote(message) + ",\"reason\":" + JsonText.quote(reason) + "}}\n";
        return RawResponse.of(status, "application/json", json).with("Cache-Control", "no-store");
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
