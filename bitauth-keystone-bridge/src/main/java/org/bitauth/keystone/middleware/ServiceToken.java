package org.bitauth.keystone.middleware;

import org.bitauth.keystone.client.KeystoneClient;

/** The token with which a service asks about others. */
public interface ServiceToken {
    /**
     * A token that is good as far as this service knows.
     *
     * @return its text; of a user with the role {@code service} or {@code admin}
     * @throws org.bitauth.StoreException if there is none now
     */
    String current();

    /**
     * The identity service refused a token: the next one must be new.
     *
     * @param token the text
     */
    void refused(String token);

    /**
     * Tokens of a key.
     *
     * @param client logs in with the key
     * @return the tokens
     */
    static ServiceToken of(KeystoneClient client) {
        return new ClientServiceToken(client);
    }
}
