package org.bitauth.keystone.token;

import java.util.List;
import java.util.Optional;

/**
 * What a token says beside ids, for services that check it offline. A real Keystone ignores it, and so does the bridge,
 * which looks everything up again.
 *
 * @param user the user's name
 * @param userDomain the user's domain
 * @param project the project's name, if the token is for one
 * @param projectDomain the project's domain, if the token is for a project
 * @param roles names of roles
 */
public record TokenNames(
        String user, Place userDomain, Optional<String> project, Optional<Place> projectDomain, List<String> roles) {
    /** Copies the list. */
    public TokenNames {
        roles = List.copyOf(roles);
    }

    /**
     * A domain.
     *
     * @param id its id
     * @param name its name
     */
    public record Place(String id, String name) {}
}
