package org.bitauth.keystone;

import java.util.Optional;
import org.bitauth.keystone.token.TokenClaims;

/** Finds the roles that a login or a token has on a scope, within the bounds of its application credential. */
final class ScopeResolver {
    private final Directory directory;

    ScopeResolver(Directory directory) {
        this.directory = directory;
    }

    /** Empty if there is no such scope, or no role on it. */
    Optional<Assignment> assignment(User user, Optional<ApplicationCredential> credential, ScopeRequest scope) {
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

    /** The scope that a token was issued for. */
    static ScopeRequest scope(TokenClaims claims) {
        if (claims.projectId().isPresent()) {
            return new ScopeRequest.ProjectById(claims.projectId().get());
        }
        if (claims.domainId().isPresent()) {
            return new ScopeRequest.DomainByReference(
                    DomainReference.ofId(claims.domainId().get()));
        }
        return claims.system() ? new ScopeRequest.SystemAll() : new ScopeRequest.Unscoped();
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
                                .toList(),
                        assignment.until()))
                .filter(assignment -> !assignment.roles().isEmpty());
    }
}
