package org.bitauth.keystone;

import java.util.List;

/**
 * A secret with which a program acts as a user in one project, with no more than the roles named here.
 *
 * @param id its id
 * @param name its name
 * @param userId the user
 * @param projectId the project
 * @param roles names of roles; those that the user has lost since are not granted
 * @param secret the hash of its secret
 */
public record ApplicationCredential(
        String id, String name, String userId, String projectId, List<String> roles, SecretHash secret) {
    /** Copies the list. */
    public ApplicationCredential {
        roles = List.copyOf(roles);
    }
}
