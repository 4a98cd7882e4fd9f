package org.bitauth.keystone;

import java.util.List;
import java.util.Optional;
import org.bitauth.Sin;

/**
 * The cloud's users and what they may do. Asked at every login and at every validation, so that a change counts at once.
 * Implemented here in memory and on a database; by a vendor on his own accounts. Methods throw
 * {@link org.bitauth.StoreException} when they cannot answer.
 */
public interface Directory {
    /**
     * The user of an identity that was proven.
     *
     * @param sin the identity
     * @return the user, enabled or not
     */
    Optional<User> userOf(Sin sin);

    /**
     * The user with an id.
     *
     * @param id the id
     * @return the user, enabled or not
     */
    Optional<User> user(String id);

    /**
     * What a user may do on a scope.
     *
     * @param user the user
     * @param scope a project, a domain or the system; never a request that leaves the scope open
     * @return the scope and at least one role; empty if there is no such scope, or no role for this user
     */
    Optional<Assignment> assignment(User user, ScopeRequest scope);

    /**
     * Where a user has a role.
     *
     * @param user the user
     * @return projects, domains and the system, never unscoped; each once
     */
    List<Scope> scopes(User user);
}
