package org.bitauth.keystone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A secret with which a program acts as a user in one project, with no more than the roles named here.
 *
 * @param id its id
 * @param name its name, unique for the user
 * @param userId the user
 * @param projectId the project
 * @param roles names of roles; those that the user has lost since are not granted
 * @param secret the hash of its secret
 * @param description what the user wrote to remember it by; may be empty
 * @param expiresAt its end, if it has one
 * @param unrestricted true if its tokens may make and delete application credentials
 * @param accessRules the only requests that it may make; none if there is no such bound
 */
public record ApplicationCredential(
        String id,
        String name,
        String userId,
        String projectId,
        List<String> roles,
        SecretHash secret,
        String description,
        Optional<Instant> expiresAt,
        boolean unrestricted,
        List<AccessRule> accessRules) {
    /** Copies the lists. */
    public ApplicationCredential {
        roles = List.copyOf(roles);
        accessRules = List.copyOf(accessRules);
    }

    /**
     * A restricted credential without an end.
     *
     * @param id its id
     * @param name its name, unique for the user
     * @param userId the user
     * @param projectId the project
     * @param roles names of roles; those that the user has lost since are not granted
     * @param secret the hash of its secret
     */
    public ApplicationCredential(
            String id, String name, String userId, String projectId, List<String> roles, SecretHash secret) {
        this(id, name, userId, projectId, roles, secret, "", Optional.empty(), false, List.of());
    }

    /**
     * Tells whether it has ended.
     *
     * @param now the time
     * @return true from its end on
     */
    public boolean hasEnded(Instant now) {
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
    }
}
