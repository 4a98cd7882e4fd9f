package org.bitauth.keystone;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.TokenCache;
import org.bitauth.keystone.token.TokenClaims;
import org.bitauth.keystone.token.TokenCodec;
import org.bitauth.keystone.token.TokenReader;

/** Makes tokens from proven users, and looks tokens up in the directory again each time that they are shown. */
final class Tokens {
    /** Services refuse a token that seems to come from the future; their clocks may be behind by this. */
    private static final Duration SKEW = Duration.ofSeconds(1);

    private final TokenCodec codec;
    private final Directory directory;
    private final ScopeResolver scopes;
    private final BridgeStores stores;
    private final InstantSource clock;
    private final Duration life;
    private final TokenCache cache = new TokenCache();
    private final SecureRandom random = new SecureRandom();

    Tokens(TokenCodec codec, Directory directory, BridgeStores stores, InstantSource clock, Duration life) {
        this.codec = codec;
        this.directory = directory;
        this.scopes = new ScopeResolver(directory);
        this.stores = stores;
        this.clock = clock;
        this.life = life;
    }

    /** A token for a user who was proven by a method; empty if the scope is not there for him. */
    Optional<IssuedToken> issue(String method, AuthMethod.Authenticated login, ScopeRequest scope) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Assignment> found = scopes.assignment(login.user(), login.credential(), scope)
                .filter(assignment ->
                        assignment.until().filter(end -> !end.isAfter(now)).isEmpty());
        return found.map(assignment -> {
            Instant end = assignment
                    .until()
                    .map(until -> until.truncatedTo(ChronoUnit.SECONDS))
                    .filter(now.plus(life)::isAfter)
                    .orElse(now.plus(life));
            Token token = new Token(
                    methods(method, login.parent()),
                    login.user(),
                    assignment,
                    auditIds(login.parent()),
                    now.minus(SKEW),
                    login.notAfter(end),
                    login.credential(),
                    login.holder());
            return new IssuedToken(codec.write(TokenClaimsWriter.claims(token)), token);
        });
    }

    /** What a token says today; empty if it is not ours, has ended, was revoked, or its user lost user or role. */
    Optional<Token> validate(String secret) {
        return cache.get(secret, codec::readExpired)
                .filter(claims -> clock.instant().isBefore(claims.expiresAt()))
                .flatMap(this::lookUp);
    }

    /** As {@link #validate}, also for a token that ended within the last 48 hours. */
    Optional<Token> validateExpired(String secret) {
        return cache.get(secret, codec::readExpired)
                .filter(claims -> clock.instant().isBefore(claims.expiresAt().plus(TokenReader.EXPIRED_WINDOW)))
                .flatMap(this::lookUp);
    }

    void revoke(Token token) {
        revocations()
                .revoke(new Revocation.OfToken(
                        token.auditId(), token.expiresAt().plus(TokenReader.EXPIRED_WINDOW)));
    }

    private RevocationStore revocations() {
        return stores.revocations();
    }

    private Optional<Token> lookUp(TokenClaims claims) {
        if (revocations().isRevoked(claims)) {
            return Optional.empty();
        }
        Optional<ApplicationCredential> credential = claims.credentialId()
                .flatMap(stores.applicationCredentials()::find)
                .filter(found -> !found.hasEnded(clock.instant()));
        if (claims.credentialId().isPresent() && credential.isEmpty()) {
            return Optional.empty();
        }
        return directory
                .user(claims.userId())
                .filter(User::enabled)
                .flatMap(user -> scopes.assignment(user, credential, ScopeResolver.scope(claims))
                        .map(assignment -> new Token(
                                claims.methods(),
                                user,
                                assignment,
                                claims.auditIds(),
                                claims.issuedAt(),
                                claims.expiresAt(),
                                credential,
                                claims.holder())));
    }

    private List<String> auditIds(Optional<Token> parent) {
        byte[] own = new byte[16];
        random.nextBytes(own);
        List<String> ids = new ArrayList<>();
        ids.add(Base64.getUrlEncoder().withoutPadding().encodeToString(own));
        parent.map(Token::auditIds).ifPresent(chain -> ids.add(chain.get(chain.size() - 1)));
        return ids;
    }

    private static List<String> methods(String method, Optional<Token> parent) {
        List<String> methods = new ArrayList<>(List.of(method));
        parent.map(Token::methods)
                .ifPresent(earlier ->
                        earlier.stream().filter(name -> !name.equals(method)).forEach(methods::add));
        return methods;
    }
}
