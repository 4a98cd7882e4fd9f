package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthPublicKey;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RequestId;
import org.bitauth.http.RequestVerifier;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.RevocationList;
import org.bitauth.keystone.token.SignedRevocations;
import org.bitauth.keystone.token.TokenCodec;
import org.bitauth.keystone.token.TokenKeys;
import org.bitauth.keystone.token.TokenReader;

/**
 * An identity service that takes Bitcoin keys: swaps a signed challenge for a scoped token, and validates, rescopes and
 * revokes tokens. Immutable and thread-safe; build one per cloud. {@code KeystoneHandler} puts it on HTTP.
 */
public final class KeystoneBridge {
    private final String publicUrl;
    private final Challenges challenges;
    private final RequestVerifier verifier;
    private final BitauthMethod bitauth;
    private final Map<String, AuthMethod> methods = new LinkedHashMap<>();
    private final Directory directory;
    private final Optional<IdentityReader> reader;
    private final Optional<IdentityRotation> rotation;
    private final BridgeStores stores;
    private final TokenKeys tokenKeys;
    private final Tokens tokens;
    private final CredentialDesk credentials;
    private final CatalogSource catalog;
    private final boolean demandsHolder;
    private final AuthListener listener;
    private final InstantSource clock;

    KeystoneBridge(KeystoneBridgeBuilder builder) {
        publicUrl = builder.publicUrl;
        directory = builder.directory;
        reader = builder.reader;
        catalog = builder.catalog;
        demandsHolder = builder.demandsHolder;
        listener = builder.listener;
        clock = builder.clock;
        stores = builder.chosenStores();
        tokenKeys = builder.chosenTokenKeys();
        challenges = builder.chosenChallenges(stores.replayGuard());
        verifier = builder.chosenVerifier(stores.replayGuard());
        tokens = new Tokens(new TokenCodec(tokenKeys, clock), directory, stores, clock, builder.tokenLife);
        rotation = builder.admin.map(admin -> new IdentityRotation(
                publicUrl, admin, builder.rotationGuard.orElse(stores.replayGuard()), listener, clock));
        credentials = new CredentialDesk(stores.applicationCredentials(), listener, clock);
        bitauth = new BitauthMethod(challenges, directory);
        add(bitauth);
        add(new TokenMethod(tokens::validate, demandsHolder));
        add(new ApplicationCredentialMethod(stores.applicationCredentials(), directory, clock));
        builder.more.forEach(this::add);
    }

    private void add(AuthMethod method) {
        methods.put(method.name(), method);
    }

    /**
     * Begins with safe defaults: keys made at start, everything in memory, tokens for one hour.
     *
     * @param publicUrl the identity service's URL as clients know it; its path ends in {@code /v3}
     * @param directory the cloud's users
     * @return settings
     */
    public static KeystoneBridgeBuilder builder(URI publicUrl, Directory directory) {
        return new KeystoneBridgeBuilder(CloudUrl.of(publicUrl), directory);
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
        AuthMethod.Result result =
                method.authenticate(new AuthMethod.Attempt(payload, request.scope(), request.signer(), requestId));
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
     * As {@link #validate}, but also for a token that ended within the last 48 hours: for services that finish what was
     * begun before.
     *
     * @param secret the token
     * @return empty if it is not ours, ended earlier or was revoked, or its user was disabled or lost the role
     */
    public Optional<Token> validateExpired(String secret) {
        return tokens.validateExpired(secret);
    }

    /**
     * Tells whether a token may be used for what a stolen one must not do.
     *
     * @param token a token that was just validated
     * @param signer the key that signed the request, if it was signed
     * @return false if the holder's key is demanded, and the token is bound to another one
     */
    public boolean isHolder(Token token, Optional<BitauthPublicKey> signer) {
        return !demandsHolder || token.isHeldBy(signer);
    }

    /**
     * Where the user of a token has a role.
     *
     * @param token a token that was just validated
     * @return projects, domains and the system
     */
    public List<Scope> scopes(Token token) {
        return directory.scopes(token.user());
    }

    /**
     * The cloud's users.
     *
     * @return what the bridge asks
     */
    public Directory directory() {
        return directory;
    }

    /**
     * Projects and domains for administrators.
     *
     * @return empty if the directory does not list them
     */
    public Optional<IdentityReader> reader() {
        return reader;
    }

    /**
     * What applies {@code rotate} statements.
     *
     * @return empty if users cannot change their identities here
     */
    public Optional<IdentityRotation> rotation() {
        return rotation;
    }

    /**
     * Application credentials of users.
     *
     * @return what makes and deletes them
     */
    public CredentialDesk credentials() {
        return credentials;
    }

    /**
     * Verifies signed requests to this service.
     *
     * @return takes targets that begin with {@code /v3}
     */
    public RequestVerifier requestVerifier() {
        return verifier;
    }

    /**
     * The public keys of tokens, for services that check offline.
     *
     * @return a JSON Web Key Set (RFC 7517)
     */
    public String keySet() {
        return tokenKeys.publicKeys().json();
    }

    /**
     * What is revoked now, for services that check offline. What ends only tokens that have expired is left out: such
     * services refuse those anyway, and the list has to stay short.
     *
     * @return a signed list, as {@link SignedRevocations} reads it
     */
    public String signedRevocations() {
        RevocationList all = stores.revocations().list();
        Instant now = clock.instant();
        List<Revocation> needed = all.revocations().stream()
                .filter(revocation ->
                        revocation.until().minus(TokenReader.EXPIRED_WINDOW).isAfter(now))
                .toList();
        return SignedRevocations.write(new RevocationList(all.number(), needed), tokenKeys, clock);
    }

    /**
     * Ends a token before its time.
     *
     * @param token a token that was just validated
     * @param requestId the request's id
     */
    public void revoke(Token token, String requestId) {
        tokens.revoke(token);
        tell("token.revoke", Optional.empty(), "accepted", "token " + token.auditId(), requestId);
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
        String detail = "user " + token.user().id() + ", token " + token.auditId();
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
}
