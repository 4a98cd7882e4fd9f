package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RequestId;
import org.bitauth.keystone.token.InMemoryRevocationStore;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.TokenCodec;
import org.bitauth.keystone.token.TokenKeys;

/**
 * An identity service that takes Bitcoin keys: swaps a signed challenge for a scoped token, and validates, rescopes and
 * revokes tokens. Immutable and thread-safe; build one per cloud. {@code KeystoneHandler} puts it on HTTP.
 */
public final class KeystoneBridge {
    private final String publicUrl;
    private final Challenges challenges;
    private final BitauthMethod bitauth;
    private final Map<String, AuthMethod> methods = new LinkedHashMap<>();
    private final Tokens tokens;
    private final CatalogSource catalog;
    private final AuthListener listener;
    private final InstantSource clock;

    private KeystoneBridge(Builder builder) {
        publicUrl = builder.publicUrl;
        catalog = builder.catalog;
        listener = builder.listener;
        clock = builder.clock;
        challenges = builder.challenges.orElseGet(
                () -> Challenges.builder(URI.create(publicUrl)).clock(clock).build());
        tokens = new Tokens(
                new TokenCodec(builder.tokenKeys.orElseGet(TokenKeys::generate), clock),
                builder.directory,
                builder.credentials,
                builder.revocations.orElseGet(() -> new InMemoryRevocationStore(clock)),
                clock,
                builder.tokenLife);
        bitauth = new BitauthMethod(challenges, builder.directory);
        for (AuthMethod method : List.of(
                bitauth,
                new TokenMethod(tokens::validate),
                new ApplicationCredentialMethod(builder.credentials, builder.directory))) {
            methods.put(method.name(), method);
        }
    }

    /**
     * Begins with safe defaults: keys made at start, everything in memory, tokens for one hour.
     *
     * @param publicUrl the identity service's URL as clients know it; its path ends in {@code /v3}
     * @param directory the cloud's users
     * @return settings
     */
    public static Builder builder(URI publicUrl, Directory directory) {
        return new Builder(CloudUrl.of(publicUrl), directory);
    }

    /**
     * The URL that clients know.
     *
     * @return also the {@code Cloud:} line of challenges
     */
    public String publicUrl() {
        return publicUrl;
    }

    /**
     * The names of the methods that log in here.
     *
     * @return for {@code identity.methods}
     */
    public List<String> methods() {
        return List.copyOf(methods.keySet());
    }

    /**
     * Issues the challenge for a token.
     *
     * @param sin who is to answer
     * @param scope the scope of the token
     * @return the challenge
     */
    public Challenge challenge(Sin sin, ScopeRequest scope) {
        return challenges.issue(sin, scope.ask());
    }

    /**
     * Swaps a signed challenge for a token.
     *
     * @param answer the signed challenge
     * @param scope the scope, the same as the challenge's
     * @return the token, or why there is none
     */
    public Outcome<IssuedToken, LoginRejection> login(ChallengeAnswer answer, ScopeRequest scope) {
        String requestId = RequestId.next();
        return finish(bitauth, bitauth.verify(answer, scope, requestId), scope, requestId);
    }

    /**
     * Logs in by any method.
     *
     * @param request the request, as Keystone's API states it
     * @param requestId the request's id
     * @return the token or the next step, or why there is neither
     */
    public Outcome<LoginStep, LoginRejection> login(LoginRequest request, String requestId) {
        String name = request.methods().size() == 1 ? request.methods().get(0) : "";
        AuthMethod method = methods.get(name);
        if (method == null) {
            int count = request.methods().size();
            String was = count == 1 ? "another" : count + " methods";
            String detail = "methods must be exactly one of " + methods() + ", was " + was;
            return refuse(LoginRejection.UNSUPPORTED_METHOD, detail, requestId);
        }
        JsonNode payload = request.payloads().get(name);
        if (payload == null) {
            return refuse(LoginRejection.MALFORMED, "identity must have a member " + name, requestId);
        }
        AuthMethod.Result result = method.authenticate(new AuthMethod.Attempt(payload, request.scope(), requestId));
        if (result instanceof AuthMethod.Continue next) {
            return new Outcome.Accepted<>(new LoginStep.Next(name, next.answer()));
        }
        return finish(method, result, request.scope(), requestId).map(issued -> issued);
    }

    /**
     * Tells what a token says now.
     *
     * @param secret the token
     * @return empty if it is not ours, has expired or was revoked, or its user was disabled or lost the role
     */
    public Optional<Token> validate(String secret) {
        return tokens.validate(secret);
    }

    /**
     * Ends a token before its time.
     *
     * @param token a token that was just validated
     * @param requestId the request's id
     */
    public void revoke(Token token, String requestId) {
        tokens.revoke(token);
        tell(
                "token.revoke",
                Optional.empty(),
                "accepted",
                "token " + token.auditIds().get(0),
                requestId);
    }

    /**
     * The catalog for a token.
     *
     * @param token the token
     * @return the services; empty for an unscoped token
     */
    public Optional<Catalog> catalog(Token token) {
        Scope scope = token.assignment().scope();
        return scope instanceof Scope.Unscoped ? Optional.empty() : Optional.of(catalog.catalogFor(scope));
    }

    /**
     * Tells the listener of a request that a store did not let come to a decision.
     *
     * @param requestId the request's id
     * @param cause what was thrown
     */
    public void failed(String requestId, RuntimeException cause) {
        tell("request", Optional.empty(), "failed", cause.toString(), requestId);
    }

    private Outcome<IssuedToken, LoginRejection> finish(
            AuthMethod method, AuthMethod.Result result, ScopeRequest scope, String requestId) {
        if (result instanceof AuthMethod.Refused no) {
            return refuse(no.reason(), no.detail(), requestId);
        }
        AuthMethod.Authenticated login = (AuthMethod.Authenticated) result;
        if (!login.user().enabled()) {
            return refuse(LoginRejection.NO_USER, "user " + login.user().id() + " is disabled", requestId);
        }
        Optional<IssuedToken> issued = tokens.issue(method.name(), login, scope);
        if (issued.isEmpty()) {
            return refuse(
                    LoginRejection.NO_ROLE,
                    "user " + login.user().id() + " has no role for '" + scope.ask() + "'",
                    requestId);
        }
        Token token = issued.get().token();
        String detail =
                "user " + token.user().id() + ", token " + token.auditIds().get(0);
        tell("token.issue", login.sin(), "accepted", detail, requestId);
        return new Outcome.Accepted<>(issued.get());
    }

    private <T> Outcome<T, LoginRejection> refuse(LoginRejection reason, String detail, String requestId) {
        tell("token.issue", Optional.empty(), reason.name().toLowerCase(Locale.ROOT), detail, requestId);
        return new Outcome.Rejected<>(reason, detail, requestId);
    }

    private void tell(String action, Optional<Sin> sin, String outcome, String detail, String requestId) {
        listener.on(new AuthEvent(clock.instant(), requestId, action, sin, outcome, detail));
    }

    /** Settings with safe defaults. */
    public static final class Builder {
        private final String publicUrl;
        private final Directory directory;
        private Optional<Challenges> challenges = Optional.empty();
        private Optional<TokenKeys> tokenKeys = Optional.empty();
        private Optional<RevocationStore> revocations = Optional.empty();
        private ApplicationCredentials credentials = new InMemoryApplicationCredentials();
        private CatalogSource catalog;
        private Duration tokenLife = Duration.ofHours(1);
        private AuthListener listener = AuthListener.none();
        private InstantSource clock = InstantSource.system();

        private Builder(String publicUrl, Directory directory) {
            if (!publicUrl.endsWith("/v3")) {
                throw new IllegalArgumentException("public URL must end in /v3, was " + publicUrl);
            }
            this.publicUrl = publicUrl;
            this.directory = directory;
            this.catalog = scope -> Catalog.ofIdentity(publicUrl, "RegionOne");
        }

        /**
         * Shares challenges with other nodes.
         *
         * @param shared issued for the same public URL
         * @return this
         */
        public Builder challenges(Challenges shared) {
            if (!shared.cloud().equals(publicUrl)) {
                throw new IllegalArgumentException("challenges must be of " + publicUrl + ", are of " + shared.cloud());
            }
            challenges = Optional.of(shared);
            return this;
        }

        /**
         * Signs tokens with kept keys instead of new ones.
         *
         * @param keys the same on every node
         * @return this
         */
        public Builder tokenKeys(TokenKeys keys) {
            tokenKeys = Optional.of(keys);
            return this;
        }

        /**
         * Shares revocations with other nodes.
         *
         * @param store a store that every node reaches
         * @return this
         */
        public Builder revocations(RevocationStore store) {
            revocations = Optional.of(store);
            return this;
        }

        /**
         * Lets programs in by application credentials.
         *
         * @param lookup where they are found
         * @return this
         */
        public Builder applicationCredentials(ApplicationCredentials lookup) {
            credentials = lookup;
            return this;
        }

        /**
         * Shows services in tokens; without it, the identity service alone.
         *
         * @param source makes the catalog
         * @return this
         */
        public Builder catalog(CatalogSource source) {
            catalog = source;
            return this;
        }

        /**
         * How long tokens live.
         *
         * @param life 5 minutes to 24 hours; one hour by default
         * @return this
         */
        public Builder tokenLife(Duration life) {
            if (life.compareTo(Duration.ofMinutes(5)) < 0 || life.compareTo(Duration.ofHours(24)) > 0) {
                throw new IllegalArgumentException("token life must be 5 minutes to 24 hours, was " + life);
            }
            tokenLife = life;
            return this;
        }

        /**
         * Hears of every decision.
         *
         * @param hears audit or metrics
         * @return this
         */
        public Builder listener(AuthListener hears) {
            listener = hears;
            return this;
        }

        /**
         * Tells the time.
         *
         * @param instants the clock
         * @return this
         */
        public Builder clock(InstantSource instants) {
            clock = instants;
            return this;
        }

        /**
         * Ends the settings.
         *
         * @return the bridge
         */
        public KeystoneBridge build() {
            return new KeystoneBridge(this);
        }
    }
}
