package org.bitauth.keystone.middleware;

import java.security.Principal;

/**
 * Whose token a request bears.
 *
 * @param token what was found good
 */
public record TokenPrincipal(CheckedToken token) implements Principal {
    /**
     * The user's id, which stays the same when he is renamed.
     *
     * @return the id
     */
    @Override
    public String getName() {
        return token.userId();
    }
}
