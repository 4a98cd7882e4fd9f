package org.bitauth;

/**
 * Passed by code that means to see the bytes of a private key, so that one search for this name finds every place that
 * does.
 */
public enum SecretAccess {
    /** The caller takes responsibility for the secret that it receives. */
    EXPORT
}
