package org.bitauth.keystone.middleware;

import java.util.Optional;

/** Tells what a token is worth. Thread-safe. */
@FunctionalInterface
public interface TokenChecker {
    /**
     * Checks a token.
     *
     * @param token what a client sent in {@code X-Auth-Token}
     * @return what it says; empty if it is worth nothing
     * @throws org.bitauth.StoreException if it cannot be known now: refuse with 503
     */
    Optional<CheckedToken> check(String token);
}
