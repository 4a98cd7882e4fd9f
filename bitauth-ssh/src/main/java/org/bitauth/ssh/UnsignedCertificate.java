package org.bitauth.ssh;

/** A certificate before its signature. Made by this library only, so that a CA key signs nothing else. */
public final class UnsignedCertificate {
    private final byte[] bytes;

    UnsignedCertificate(byte[] bytes) {
        this.bytes = bytes;
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
