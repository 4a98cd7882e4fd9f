package org.bitauth.internal;

/** The half of the curve's arithmetic that sees secrets. Implementations are thread-safe. */
public interface CurveSigner {
    /** The compressed public key of a secret of 32 bytes that is in range. */
    byte[] publicKey(byte[] secret);

    /** Signs a digest of 32 bytes with the nonce of RFC 6979 (HMAC-SHA256); returns r and s, 64 bytes, s high or low. */
    byte[] sign(byte[] digest, byte[] secret);
}
