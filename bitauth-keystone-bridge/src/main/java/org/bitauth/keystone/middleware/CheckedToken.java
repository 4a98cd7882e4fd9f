package org.bitauth.keystone.middleware;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a service knows of a token that was found good.
 *
 * @param userId the user's id
 * @param userName the user's name
 * @param userDomainId the id of the user's domain
 * @param projectId the project's id, if the token is for one
 * @param projectName the project's name, if the token is for one
 * @param roles names of roles; none if the token is unscoped
 * @param expiresAt until when it is good
 * @param holder the RFC 7638 thumbprint of the key that it is bound to, if it is
 */
public record CheckedToken(
        String userId,
        String userName,
        String userDomainId,
        Optional<String> projectId,
        Optional<String> projectName,
        List<String> roles,
        Instant expiresAt,
        Optional<String> holder) {
    /** Copies the list. */
    public CheckedToken {
        roles = List.copyOf(roles);
    }
}
