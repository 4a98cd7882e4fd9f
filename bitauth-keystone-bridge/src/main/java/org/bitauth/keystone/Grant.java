package org.bitauth.keystone;

import org.bitauth.MalformedException;

/**
 * A role of a user on a project, a domain, or the system.
 *
 * @param userId the user's id
 * @param on what the role is on
 * @param targetId the project's or domain's id; {@code all} for the system
 * @param role the role's name
 */
public record Grant(String userId, Target on, String targetId, String role) {
    /** What a role can be on. */
    public enum Target {
        /** One project. */
        PROJECT,
        /** One domain. */
        DOMAIN,
        /** The whole deployment. */
        SYSTEM
    }

    /**
     * Checks the role's name.
     *
     * @throws MalformedException if the role has a name that no role has
     */
    public Grant {
        if (!role.matches("[A-Za-z0-9_.:-]{1,64}")) {
            throw new MalformedException("role must be 1 to 64 letters, digits, '_', '.', ':' or '-'");
        }
    }

    /**
     * A role on a project.
     *
     * @param userId the user's id
     * @param projectId the project's id
     * @param role the role's name
     * @return the grant
     */
    public static Grant onProject(String userId, String projectId, String role) {
        return new Grant(userId, Target.PROJECT, projectId, role);
    }

    /**
     * A role on a domain.
     *
     * @param userId the user's id
     * @param domainId the domain's id
     * @param role the role's name
     * @return the grant
     */
    public static Grant onDomain(String userId, String domainId, String role) {
        return new Grant(userId, Target.DOMAIN, domainId, role);
    }

    /**
     * A role on the system.
     *
     * @param userId the user's id
     * @param role the role's name
     * @return the grant
     */
    public static Grant onSystem(String userId, String role) {
        return new Grant(userId, Target.SYSTEM, "all", role);
    }
}
