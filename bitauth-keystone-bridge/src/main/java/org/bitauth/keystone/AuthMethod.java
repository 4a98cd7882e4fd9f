package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bitauth.Sin;

/**
 * One way to log in, in the shape of Keystone's own: a name in {@code identity.methods}, and under the same name the
 * payload. Implementations are thread-safe and throw nothing but {@link org.bitauth.StoreException}.
 */
public interface AuthMethod {
    /**
     * The name in {@code identity.methods}.
     *
     * @return for example {@code bitauth}
     */
    String name();

    /**
     * Judges a payload.
     *
     * @param attempt the payload and what it is for
     * @return a user, a next step, or a refusal
     */
    Result authenticate(Attempt attempt);

    /**
     * One request to log in.
     *
     * @param payload the object under the method's name, as it was received
     * @param scope the scope asked for
     * @param requestId the request's id
     */
    record Attempt(JsonNode payload, ScopeRequest scope, String requestId) {}

    /** What a method says. */
    sealed interface Result permits Authenticated, Continue, Refused {}

    /**
     * The payload proves a user.
     *
     * @param user the user
     * @param sin the identity that proved him, where it was one
     * @param parent the token that the new one is made from: it inherits its expiry, methods and audit id
     * @param credential the application credential that bounds the new token
     */
    record Authenticated(
            User user, Optional<Sin> sin, Optional<Token> parent, Optional<ApplicationCredential> credential)
            implements Result {
        /**
         * The payload proves a user, without conditions.
         *
         * @param user the user
         * @param sin the identity that proved him, where it was one
         * @return the result
         */
        public static Authenticated of(User user, Optional<Sin> sin) {
            return new Authenticated(user, sin, Optional.empty(), Optional.empty());
        }

        /** The latest end that a token of this login may have. */
        Instant notAfter(Instant wanted) {
            return parent.map(Token::expiresAt).filter(wanted::isAfter).orElse(wanted);
        }
    }

    /**
     * The method needs another request.
     *
     * @param answer what the client needs for it
     */
    record Continue(Map<String, String> answer) implements Result {}

    /**
     * The payload is refused.
     *
     * @param reason why
     * @param detail for the operator's log
     */
    record Refused(LoginRejection reason, String detail) implements Result {}
}
