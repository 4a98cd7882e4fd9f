package org.bitauth.ssh;

/** A certificate before its signature. Made by this library only, so that a CA key signs nothing else. */
public final class UnsignedCertificate {
    private final SshCertificate.Kind kind;
    private final byte[] bytes;

    UnsignedCertificate(SshCertificate.Kind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /**
     * Whom the certificate is for: a key that signs for users never signs for hosts.
     *
     * @return the kind
     */
    public SshCertificate.Kind kind() {
        return kind;
    }

    /**
     * What is signed.
     *
     * @return a copy
     */
    public byte[] toBytes() {
        return bytes.clone();
    }
}
