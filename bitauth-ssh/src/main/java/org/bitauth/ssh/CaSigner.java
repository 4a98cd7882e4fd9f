package org.bitauth.ssh;

/**
 * The key of a certificate authority: in this process ({@link #of}) or, implemented by an embedder, in an HSM. A key of
 * its own, for user certificates only. Thread-safe.
 */
public interface CaSigner {
    /**
     * The key that sshd trusts.
     *
     * @return the public half
     */
    SshPublicKey publicKey();

    /**
     * Signs a certificate with Ed25519.
     *
     * @param certificate what to sign
     * @return the signature, 64 bytes
     */
    byte[] sign(UnsignedCertificate certificate);

    /**
     * A key in this process.
     *
     * @param key the key pair
     * @return the signer
     */
    static CaSigner of(SshKeyPair key) {
        return new CaSigner() {
            @Override
            public SshPublicKey publicKey() {
                return key.publicKey();
            }

            @Override
            public byte[] sign(UnsignedCertificate certificate) {
                return key.sign(certificate.toBytes());
            }
        };
    }
}
