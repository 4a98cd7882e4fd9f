package org.bitauth.ssh;

import java.time.Instant;

/** What a {@link LoginPolicy} says. */
public sealed interface LoginDecision permits LoginDecision.Allow, LoginDecision.Deny {
    /**
     * The login is allowed.
     *
     * @param until when it ends; no certificate lives longer
     */
    record Allow(Instant until) implements LoginDecision {
        /**
         * Ends the permission at a time.
         *
         * @param end for example the end of a lease
         * @return the decision
         */
        public Allow until(Instant end) {
            return new Allow(end);
        }
    }

    /**
     * The login is denied.
     *
     * @param reason one sentence that the client is told
     */
    record Deny(String reason) implements LoginDecision {}

    /**
     * Allows without an end of its own.
     *
     * @return the decision
     */
    static Allow allow() {
        return new Allow(Instant.MAX);
    }

    /**
     * Denies.
     *
     * @param reason one sentence that the client is told
     * @return the decision
     */
    static Deny deny(String reason) {
        return new Deny(reason);
    }
}
