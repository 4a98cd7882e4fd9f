package org.bitauth.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions of Bitcoin. */
public final class Hashes {
    private Hashes() {}

    /** SHA-256, 32 bytes. */
    public static byte[] sha256(byte[] data) {
        return sha256().digest(data);
    }

    /** SHA-256 of SHA-256, 32 bytes. */
    public static byte[] doubleSha256(byte[] data) {
        MessageDigest digest = sha256();
        return digest.digest(digest.digest(data));
    }

    /** RIPEMD-160 of SHA-256, 20 bytes. */
    public static byte[] hash160(byte[] data) {
        return Ripemd160.digest(sha256(data));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
