package org.bitauth.keystone.token;

import java.time.Instant;

/** Remembers revoked tokens by audit id until they would have expired. Shared by all nodes of a deployment. */
public interface RevocationStore {
    /**
     * Revokes a token.
     *
     * @param auditId the token's own audit id
     * @param expiresAt when it would have expired
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    void revoke(String auditId, Instant expiresAt);

    /**
     * Tells whether a token was revoked.
     *
     * @param auditId the token's own audit id
     * @return true if it was
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    boolean isRevoked(String auditId);
}
