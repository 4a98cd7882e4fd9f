package org.bitauth.keystone.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is written into a token: ids only. At most one of project, domain and system is set.
 *
 * @param userId the user's id
 * @param methods how the user logged in
 * @param auditIds own and parent's audit id
 * @param projectId the project's id
 * @param domainId the domain's id
 * @param system true if the token is for the whole deployment
 * @param credentialId the application credential's id
 * @param issuedAt in whole seconds
 * @param expiresAt in whole seconds
 */
public record TokenClaims(
        String userId,
        List<String> methods,
        List<String> auditIds,
        Optional<String> projectId,
        Optional<String> domainId,
        boolean system,
        Optional<String> credentialId,
        Instant issuedAt,
        Instant expiresAt) {
    /** Copies the lists. */
    public TokenClaims {
        methods = List.copyOf(methods);
        auditIds = List.copyOf(auditIds);
    }
}
