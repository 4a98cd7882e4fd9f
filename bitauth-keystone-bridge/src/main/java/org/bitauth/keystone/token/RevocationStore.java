package org.bitauth.keystone.token;

/** Remembers what was revoked, for all nodes of a deployment. Thread-safe. */
public interface RevocationStore {
    /**
     * Revokes. When it returns, every node refuses; the list that it is in has a higher number than all before.
     *
     * @param revocation what to revoke
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    void revoke(Revocation revocation);

    /**
     * Tells whether a token was revoked.
     *
     * @param claims what the token says
     * @return true if one of the revocations ends it
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    boolean isRevoked(TokenClaims claims);

    /**
     * All that is revoked now.
     *
     * @return the list
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    RevocationList list();
}
