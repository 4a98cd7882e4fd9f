package org.bitauth.keystone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;

/** Reads the token that an answer grants: the secret in a header, the rest in the body. */
final class TokenReader {
    private static final Pattern SECRET = Pattern.compile("[!-~]{1,16384}");

    private TokenReader() {}

    static Outcome<ClientToken, ClientRejection> read(RawResponse answer, JsonNode tree) {
        Optional<String> secret = answer.header("X-Subject-Token")
                .filter(text -> SECRET.matcher(text).matches());
        if (secret.isEmpty()) {
            return AnswerRefusal.unusable(answer, "must have a token in X-Subject-Token");
        }
        JsonNode body = tree.path("token");
        Optional<Instant> ends = instant(body, "expires_at");
        if (ends.isEmpty()) {
            return AnswerRefusal.unusable(answer, "must have a token with expires_at");
        }
        return new Outcome.Accepted<>(new ClientToken(secret.get(), ends.get(), body));
    }

    /** How long a token lives, if it says so. Both ends are by the cloud's clock, so that the client's may be off. */
    static Optional<Duration> life(ClientToken token) {
        return instant(token.body(), "issued_at")
                .map(begins -> Duration.between(begins, token.expiresAt()))
                .filter(life -> life.compareTo(Duration.ZERO) > 0);
    }

    /** A caller's token, which must have a form that a header can carry. */
    static String checked(String secret) {
        if (!SECRET.matcher(secret).matches()) {
            throw new MalformedException("token must be 1 to 16384 characters of printable ASCII, was another text of "
                    + secret.length() + " characters");
        }
        return secret;
    }

    private static Optional<Instant> instant(JsonNode body, String name) {
        JsonNode text = body.path(name);
        try {
            return text.isTextual() ? Optional.of(Instant.parse(text.textValue())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
