package org.bitauth.ssh;

import java.util.Optional;
import org.bitauth.StoreException;

/**
 * Which host key an instance was enrolled with: the first one counts until the vendor removes it. Implementations are
 * thread-safe.
 */
public interface HostRegister {
    /**
     * The key of an instance.
     *
     * @param instance the instance
     * @return empty if it was not enrolled
     * @throws StoreException if it cannot be told
     */
    Optional<SshPublicKey> key(String instance);

    /**
     * Enrols a key unless the instance has one: one atomic step, of which only one of two callers can be the first. It is
     * kept when this returns.
     *
     * @param instance the instance
     * @param key its host key
     * @return the key that counts, which is another one if the instance was enrolled before
     * @throws StoreException if it cannot be kept
     */
    SshPublicKey enrol(String instance, SshPublicKey key);

    /**
     * Forgets an instance, when it is deleted or built anew.
     *
     * @param instance the instance
     * @throws StoreException if it cannot be forgotten
     */
    void remove(String instance);
}
