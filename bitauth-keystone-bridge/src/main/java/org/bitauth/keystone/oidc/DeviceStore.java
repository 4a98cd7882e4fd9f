package org.bitauth.keystone.oidc;

import java.util.Optional;

/**
 * Keeps devices that wait, for all nodes of a provider, until they expire; bounded. Implemented here in memory; by a vendor
 * on the store that the nodes share. Methods throw {@link org.bitauth.StoreException} when they cannot answer.
 */
public interface DeviceStore {
    /**
     * Keeps a request, unless one with the same user code is kept that has not expired: one atomic put-if-absent.
     *
     * @param request a request without decision
     * @return false if the user code is taken
     * @throws org.bitauth.StoreException if the store is full; it never forgets a request to make room
     */
    boolean add(DeviceRequest request);

    /**
     * Finds a request.
     *
     * @param userCode the user code in its one spelling
     * @return empty if there is none, or it has expired
     */
    Optional<DeviceRequest> find(String userCode);

    /**
     * Decides a request that nobody has decided, atomically.
     *
     * @param request the request as it was found
     * @param decision what the person said
     * @return true for exactly one caller
     */
    boolean decide(DeviceRequest request, DeviceRequest.Decision decision);
}
