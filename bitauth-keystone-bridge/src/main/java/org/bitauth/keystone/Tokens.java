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
import org.bitauth.keystone.token.TokenClaims;
import org.bitauth.keystone.token.TokenCodec;
import org.bitauth.keystone.token.TokenReader;

/** Makes tokens from proven users, and looks tokens up in the directory again each time that they are shown. */
final class Tokens {
    /** Services refuse a token that seems to come from the future; their clocks may be behind by this. */
    private static final Duration SKEW = Duration.ofSeconds(1);

    private final TokenCodec codec;
    private final Directory directory;
    private final ApplicationCredentials credentials;
    private final RevocationStore revocations;
    private final InstantSource clock;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();

    Tokens(
            TokenCodec codec,
            Directory directory,
            ApplicationCredentials credentials,
            RevocationStore revocations,
            InstantSource clock,
            Duration life) {
        this.codec = codec;
        this.directory = directory;
        this.credentials = credentials;
        this.revocations = revocations;
        this.clock = clock;
        this.life = life;
    }

    /** A token for a user who was proven by a method; empty if the scope is not there for him. */
    Optional<IssuedToken> issue(String method, AuthMethod.Authenticated login, ScopeRequest scope) {
        return assignment(login.user(), login.credential(), scope).map(assignment -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Token token = new Token(
                    methods(method, login.parent()),
                    login.user(),
                    assignment,
                    auditIds(login.parent()),
                    now.minus(SKEW),
                    login.notAfter(now.plus(life)),
                    login.credential());
            return new IssuedToken(codec.write(claims(token)), token);
        });
    }

    /** What a token says today; empty if it is not ours, has ended, was revoked, or its user lost user or role. */
    Optional<Token> validate(String secret) {
        return codec.read(secret)
                .filter(claims -> !revocations.isRevoked(claims))
                .flatMap(this::lookUp);
    }

    void revoke(Token token) {
        revocations.revoke(new Revocation.OfToken(
                token.auditIds().get(0), token.expiresAt().plus(TokenReader.EXPIRED_WINDOW)));
    }

    private Optional<Token> lookUp(TokenClaims claims) {
        Optional<ApplicationCredential> credential = claims.credentialId().flatMap(credentials::find);
        if (claims.credentialId().isPresent() && credential.isEmpty()) {
            return Optional.empty();
        }
        return directory
                .user(claims.userId())
                .filter(User::enabled)
                .flatMap(user -> assignment(user, credential, scope(claims))
                        .map(assignment -> new Token(
                                claims.methods(),
                                user,
                                assignment,
                                claims.auditIds(),
                                claims.issuedAt(),
                                claims.expiresAt(),
                                credential)));
    }

    private Optional<Assignment> assignment(User user, Optional<ApplicationCredential> credential, ScopeRequest scope) {
        if (credential.isPresent()) {
            return withCredential(user, credential.get(), scope);
        }
        if (scope instanceof ScopeRequest.CloudDefault) {
            return Optional.of(user.defaultProjectId()
                    .flatMap(id -> directory.assignment(user, new ScopeRequest.ProjectById(id)))
                    .orElseGet(Assignment::unscoped));
        }
        return scope instanceof ScopeRequest.Unscoped
                ? Optional.of(Assignment.unscoped())
                : directory.assignment(user, scope);
    }

    private Optional<Assignment> withCredential(User user, ApplicationCredential credential, ScopeRequest scope) {
        ScopeRequest wanted = scope instanceof ScopeRequest.CloudDefault
                ? new ScopeRequest.ProjectById(credential.projectId())
                : scope;
        if (wanted instanceof ScopeRequest.Unscoped) {
            return Optional.empty();
        }
        return directory
                .assignment(user, wanted)
                .filter(assignment -> assignment.scope() instanceof Scope.InProject in
                        && in.project().id().equals(credential.projectId()))
                .map(assignment -> new Assignment(
                        assignment.scope(),
                        assignment.roles().stream()
                                .filter(role -> credential.roles().contains(role.name()))
                                .toList()))
                .filter(assignment -> !assignment.roles().isEmpty());
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

    private static ScopeRequest scope(TokenClaims claims) {
        if (claims.projectId().isPresent()) {
            return new ScopeRequest.ProjectById(claims.projectId().get());
        }
        if (claims.domainId().isPresent()) {
            return new ScopeRequest.DomainByReference(
                    DomainReference.ofId(claims.domainId().get()));
        }
        return claims.system() ? new ScopeRequest.SystemAll() : new ScopeRequest.Unscoped();
    }

    private static TokenClaims claims(Token token) {
        Scope scope = token.assignment().scope();
        return new TokenClaims(
                token.user().id(),
                token.methods(),
                token.auditIds(),
                scope instanceof Scope.InProject in ? Optional.of(in.project().id()) : Optional.empty(),
                scope instanceof Scope.InDomain in ? Optional.of(in.domain().id()) : Optional.empty(),
                scope instanceof Scope.InSystem,
                token.credential().map(ApplicationCredential::id),
                token.issuedAt(),
                token.expiresAt());
    }
}
