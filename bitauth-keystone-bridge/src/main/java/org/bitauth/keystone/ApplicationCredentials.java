package org.bitauth.keystone;

import java.util.Optional;

/** Where application credentials are looked up. */
@FunctionalInterface
public interface ApplicationCredentials {
    /**
     * Finds a credential.
     *
     * @param id its id
     * @return the credential, unless it does not exist or has expired
     */
    Optional<ApplicationCredential> find(String id);

    /**
     * A cloud without application credentials.
     *
     * @return finds nothing
     */
    static ApplicationCredentials none() {
        return id -> Optional.empty();
    }
}
