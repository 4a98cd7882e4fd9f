package org.bitauth.keystone.oidc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bitauth.Outcome;
import org.bitauth.http.RawResponse;

/** Answers of the endpoints that programs talk to (RFC 6749, sections 5.1 and 5.2): JSON that no cache keeps. */
final class OAuthAnswers {
    private OAuthAnswers() {}

    static RawResponse json(int status, ObjectNode body) {
        return RawResponse.of(status, "application/json", body.toString()).with("Cache-Control", "no-store");
    }

    static RawResponse error(int status, String error, String description) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        // RFC 6749, section 5.2: no quotes and no backslash.
        body.put("error", error).put("error_description", description.replaceAll("[^ !#-\\[\\]-~]", "'"));
        return json(status, body);
    }

    static RawResponse malformed(String description) {
        return error(400, OidcRejection.INVALID_REQUEST.word(), description);
    }

    static RawResponse refused(Outcome.Rejected<?, OidcRejection> no) {
        OidcRejection reason = no.reason();
        String description = switch (reason) {
            case INVALID_REQUEST, UNSUPPORTED_GRANT_TYPE, INVALID_TARGET, UNAUTHORIZED_CLIENT -> no.detail();
            case INVALID_CLIENT -> "The client was not authenticated.";
            case INVALID_GRANT -> "The proof or code was not accepted.";
            case ACCESS_DENIED -> "Access is denied.";
            case AUTHORIZATION_PENDING -> "The code has not been confirmed yet.";
            case SLOW_DOWN -> "Ask less often.";
            case EXPIRED_TOKEN -> "The code has expired.";
        };
        return error(reason.status(), reason.word(), description);
    }

    /** An access token (RFC 6749, section 5.1). */
    static ObjectNode token(IssuedJwt jwt) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("access_token", jwt.secret())
                .put("token_type", "Bearer")
                .put("expires_in", jwt.life().toSeconds());
    }
}
