package org.bitauth.keystone;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A role that a user has on a scope.
 *
 * @param id its id
 * @param name its name, which services look at
 */
public record Role(String id, String name) {
    /**
     * The role of a name. Its id is made from the name, so that it is the same on every node and at every start.
     *
     * @param name the name
     * @return the role
     */
    public static Role named(String name) {
        UUID id = UUID.nameUUIDFromBytes(("role " + name).getBytes(StandardCharsets.UTF_8));
        return new Role(id.toString().replace("-", ""), name);
    }
}
