package org.bitauth;

/**
 * An identity that has been proven: the SIN of the key that verified, never of a line or member that a client wrote.
 *
 * @param key the key that verified
 */
public record ProvenIdentity(BitauthPublicKey key) {
    /**
     * The identity's name.
     *
     * @return the SIN of the key
     */
    public Sin sin() {
        return key.sin();
    }
}
