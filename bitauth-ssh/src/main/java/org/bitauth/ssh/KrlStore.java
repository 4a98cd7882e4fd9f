package org.bitauth.ssh;

import org.bitauth.StoreException;

/**
 * Keeps the revocation list of a cloud. Implementations are thread-safe; the number never falls. {@link FileKrlStore} is
 * for one node or a shared file system.
 */
public interface KrlStore {
    /**
     * The list that counts now.
     *
     * @return the list
     * @throws StoreException if it cannot be told: nobody gets a certificate then
     */
    Krl current();

    /**
     * Revokes. It is kept when this returns.
     *
     * @param added what is revoked
     * @return the list that counts from now on
     * @throws StoreException if it cannot be kept
     */
    Krl revoke(Revocation... added);

    /**
     * Takes back what was revoked by mistake.
     *
     * @param removed what is not revoked any more
     * @return the list that counts from now on
     * @throws StoreException if it cannot be kept
     */
    Krl restore(Revocation... removed);
}
