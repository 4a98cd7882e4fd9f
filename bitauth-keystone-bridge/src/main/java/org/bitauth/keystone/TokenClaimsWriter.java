package org.bitauth.keystone;

import java.util.Optional;
import org.bitauth.keystone.token.TokenClaims;
import org.bitauth.keystone.token.TokenNames;

/** Puts a token into claims: ids, which count, and names for services that check offline. */
final class TokenClaimsWriter {
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
                Optional.of(names(token)));
    }

    private static TokenNames names(Token token) {
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
