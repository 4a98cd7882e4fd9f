package org.bitauth.keystone.federation.config;

/** How a federated user gets roles. */
public enum RolesForm {
    /**
     * By the groups that the provider names in each token. The roles end with the token, so a deny at the provider ends
     * them after {@code [token] expiration}; Keystone refuses application credentials.
     */
    GROUPS,

    /**
     * By a project of the user's own, which Keystone makes at the first login. The role is permanent: the user can make
     * application credentials that outlive a deny. For clouds that give accounts away.
     */
    PROJECTS
}
