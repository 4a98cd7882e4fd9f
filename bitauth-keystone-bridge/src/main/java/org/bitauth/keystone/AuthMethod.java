package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthPublicKey;
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
     * @param signer the key that signed this very request (v2), if it was signed
     * @param requestId the request's id
     */
    record Attempt(JsonNode payload, ScopeRequest scope, Optional<BitauthPublicKey> signer, String requestId) {
        @Override
        public String toString() {
            return "Attempt[" + requestId + "]";
        }
    }

    /** What a method says. */
    sealed interface Result permits Authenticated, Continue, Refused {}

    /**
     * The payload proves a user.
     *
     * @param user the user
     * @param key the key that proved him, where it was one: the new token is bound to it
     * @param parent the token that the new one is made from: it inherits its expiry, methods, audit id and key
     * @param credential the application credential that bounds the new token, and ends it with itself
     */
    record Authenticated(
            User user,
            Optional<BitauthPublicKey> key,
            Optional<Token> parent,
            Optional<ApplicationCredential> credential)
            implements Result {
        /**
         * The payload proves a user, without conditions.
         *
         * @param user the user
         * @return the result; its token is bound to no key
         */
        public static Authenticated of(User user) {
            return new Authenticated(user, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /**
         * A key proves its user.
         *
         * @param user the user
         * @param key the key
         * @return the result; its token is bound to the key
         */
        public static Authenticated byKey(User user, BitauthPublicKey key) {
            return new Authenticated(user, Optional.of(key), Optional.empty(), Optional.empty());
        }

        /** The identity of the key, for the operator's log. */
        Optional<Sin> sin() {
            return key.map(BitauthPublicKey::sin);
        }

        /** The thumbprint of the key that the new token is bound to. */
        Optional<String> holder() {
            return key.map(BitauthPublicKey::jwkThumbprint).or(() -> parent.flatMap(Token::holder));
        }

        /** The latest end that a token of this login may have. */
        Instant notAfter(Instant wanted) {
            Instant end = parent.map(Token::expiresAt).filter(wanted::isAfter).orElse(wanted);
            return credential
                    .flatMap(ApplicationCredential::expiresAt)
                    .map(instant -> instant.truncatedTo(ChronoUnit.SECONDS))
                    .filter(end::isAfter)
                    .orElse(end);
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
