package org.bitauth.keystone.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is written into a token. What counts at the bridge are ids only. At most one of project, domain and system is set.
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
 * @param holder the RFC 7638 thumbprint of the key that the token is bound to (RFC 7800, {@code cnf}), if it is
 * @param names what services read that check it offline
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
        Instant expiresAt,
        Optional<String> holder,
        Optional<TokenNames> names) {
    /** Copies the lists. */
    public TokenClaims {
        methods = List.copyOf(methods);
        auditIds = List.copyOf(auditIds);
    }

    /**
     * Claims of a token that is bound to no key and holds ids alone.
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
    public TokenClaims(
            String userId,
            List<String> methods,
            List<String> auditIds,
            Optional<String> projectId,
            Optional<String> domainId,
            boolean system,
            Optional<String> credentialId,
            Instant issuedAt,
            Instant expiresAt) {
        this(
                userId,
                methods,
                auditIds,
                projectId,
                domainId,
                system,
                credentialId,
                issuedAt,
                expiresAt,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The token's own audit id.
     *
     * @return safe to log
     */
    public String auditId() {
        return auditIds.get(0);
    }
}
