package org.bitauth.http;

import org.bitauth.BitauthPublicKey;
import org.bitauth.Sin;

/**
 * Who signed a request, and how.
 *
 * @param key the key that verified
 * @param version the form of the signature; an application may refuse v1, which replays
 */
public record SignedRequest(BitauthPublicKey key, Version version) {
    /** The forms of signed requests. */
    public enum Version {
        /** BitPay's: URL and body; the method is not signed, repeats cannot be told. */
        V1,
        /** The profile of RFC 9421. */
        V2
    }

    /**
     * The identity that was proven.
     *
     * @return the SIN of the key
     */
    public Sin sin() {
        return key.sin();
    }
}
