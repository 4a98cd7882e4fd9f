package org.bitauth.ssh.nova;

import java.util.Optional;

/** The vendor's knowledge of who owns which instance. Implementations are thread-safe. */
@FunctionalInterface
public interface InstanceDirectory {
    /**
     * Looks an instance up.
     *
     * @param request what Nova says of it; host name and metadata are the user's words
     * @return empty if nobody may log in to it by certificate: refused with 404
     * @throws org.bitauth.StoreException if it cannot be told now: refused with 503
     */
    Optional<OwnedInstance> find(VendordataRequest request);
}
