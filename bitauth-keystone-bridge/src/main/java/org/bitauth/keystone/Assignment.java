package org.bitauth.keystone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The roles that a user has on the scope asked for.
 *
 * @param scope the scope, looked up
 * @param roles the roles; none only for an unscoped token
 * @param until when one of them ends by itself; tokens end by then
 */
public record Assignment(Scope scope, List<Role> roles, Optional<Instant> until) {
    /** Copies the list. */
    public Assignment {
        roles = List.copyOf(roles);
    }

    /**
     * Roles without an end of their own.
     *
     * @param scope the scope, looked up
     * @param roles the roles
     */
    public Assignment(Scope scope, List<Role> roles) {
        this(scope, roles, Optional.empty());
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
