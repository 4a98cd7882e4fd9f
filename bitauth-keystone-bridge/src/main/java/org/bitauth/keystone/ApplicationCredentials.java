package org.bitauth.keystone;

import java.util.List;
import java.util.Optional;

/** Where application credentials are kept. Methods throw {@link org.bitauth.StoreException} when they cannot answer. */
public interface ApplicationCredentials {
    /** How many a user may have. */
    int MOST_OF_A_USER = 100;

    /**
     * Finds a credential.
     *
     * @param id its id
     * @return the credential, ended or not
     */
    Optional<ApplicationCredential> find(String id);

    /**
     * The credentials of a user.
     *
     * @param userId the user's id
     * @return at most {@link #MOST_OF_A_USER}
     */
    List<ApplicationCredential> ofUser(String userId);

    /**
     * Keeps a new credential.
     *
     * @param credential the credential
     * @return false if the user has one of this name, or has {@link #MOST_OF_A_USER}, or this id is taken
     */
    boolean add(ApplicationCredential credential);

    /**
     * Forgets a credential.
     *
     * @param userId the user's id
     * @param id the credential's id
     * @return false if the user has no such credential
     */
    boolean remove(String userId, String id);
}
