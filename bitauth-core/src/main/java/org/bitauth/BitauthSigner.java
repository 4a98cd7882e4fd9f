package org.bitauth;

/**
 * Signs for one identity. {@link BitauthKey} does it in this process; an embedder may implement it with an HSM, a KMS or
 * a wallet. Implementations are thread-safe.
 */
public interface BitauthSigner {
    /**
     * The key that signs.
     *
     * @return the public half
     */
    BitauthPublicKey publicKey();

    /**
     * Signs with ECDSA over {@link Signable#digest}. A deterministic nonce (RFC 6979) is recommended. Callers bring S to
     * its low form.
     *
     * @param what what to sign
     * @return the signature
     */
    BitauthSignature sign(Signable what);

    /**
     * The identity that this signer proves.
     *
     * @return the SIN
     */
    default Sin sin() {
        return publicKey().sin();
    }
}
