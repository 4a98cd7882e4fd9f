package org.bitauth.keystone;

import java.util.Map;

/** What a login that was not refused gives: the token, or the method's next step. */
public sealed interface LoginStep permits IssuedToken, LoginStep.Next {
    /**
     * The method wants another request.
     *
     * @param method the method's name
     * @param answer what the client needs for it, as members of a JSON object
     */
    record Next(String method, Map<String, String> answer) implements LoginStep {
        /** Copies the map. */
        public Next {
            answer = Map.copyOf(answer);
        }
    }
}
