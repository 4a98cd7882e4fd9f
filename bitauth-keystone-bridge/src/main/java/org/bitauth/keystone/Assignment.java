package org.bitauth.keystone;

import java.util.List;

/**
 * The roles that a user has on the scope asked for.
 *
 * @param scope the scope, looked up
 * @param roles the roles; none only for an unscoped token
 */
public record Assignment(Scope scope, List<Role> roles) {
    /** Copies the list. */
    public Assignment {
        roles = List.copyOf(roles);
    }

    /**
     * What every user has: no scope and no role.
     *
     * @return the assignment of an unscoped token
     */
    public static Assignment unscoped() {
        return new Assignment(new Scope.Unscoped(), List.of());
    }
}
