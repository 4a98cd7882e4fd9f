package org.bitauth.keystone;

import java.util.Optional;
import org.bitauth.keystone.token.TokenClaims;
import org.bitauth.keystone.token.TokenNames;

/** Puts a token into claims: ids, which count, and names for services that check offline. */
final class TokenClaimsWriter {
    private static final int MOST_ROLE_BYTES = 2048;

    private TokenClaimsWriter() {}

    static TokenClaims claims(Token token) {
        Scope scope = token.assignment().scope();
        return new TokenClaims(
                token.user().id(),
                token.methods(),
                token.auditIds(),
                project(scope).map(Project::id),
                scope instanceof Scope.InDomain in ? Optional.of(in.domain().id()) : Optional.empty(),
                scope instanceof Scope.InSystem,
                token.credential().map(ApplicationCredential::id),
                token.issuedAt(),
                token.expiresAt(),
                token.holder(),
                names(token));
    }

    /** None where they would make the token too long for a header; services ask online then. */
    private static Optional<TokenNames> names(Token token) {
        int length = token.assignment().roles().stream()
                .mapToInt(role -> role.name().length() + 3)
                .sum();
        return length > MOST_ROLE_BYTES ? Optional.empty() : Optional.of(writtenNames(token));
    }

    private static TokenNames writtenNames(Token token) {
        Optional<Project> project = project(token.assignment().scope());
        return new TokenNames(
                token.user().name(),
                place(token.user().domain()),
                project.map(Project::name),
                project.map(Project::domain).map(TokenClaimsWriter::place),
                token.assignment().roles().stream().map(Role::name).toList());
    }

    private static Optional<Project> project(Scope scope) {
        return scope instanceof Scope.InProject in ? Optional.of(in.project()) : Optional.empty();
    }

    private static TokenNames.Place place(Domain domain) {
        return new TokenNames.Place(domain.id(), domain.name());
    }
}
