package org.bitauth.ssh;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.bitauth.SecretAccess;
import org.bitauth.ssh.internal.Ed25519;

/** An Ed25519 key pair for SSH, in OpenSSH's file form. Immutable. */
public final class SshKeyPair {
    private final Ed25519 secret;
    private final SshPublicKey publicKey;

    private SshKeyPair(Ed25519 secret) {
        this.secret = secret;
        publicKey = SshPublicKey.ofBytes(secret.publicKey());
    }

    /**
     * Makes a key pair.
     *
     * @return the pair
     */
    public static SshKeyPair generate() {
        return new SshKeyPair(Ed25519.generate());
    }

    /** The pair of a seed (RFC 8032, section 5.1.5), 32 bytes. */
    static SshKeyPair ofSeed(byte[] seed) {
        return new SshKeyPair(Ed25519.ofSeed(seed));
    }

    /**
     * Reads a private key file.
     *
     * @param text an Ed25519 key in OpenSSH's form, without a pass phrase
     * @return the pair
     * @throws org.bitauth.MalformedException if the text has another form
     */
    public static SshKeyPair parse(String text) {
        return new SshKeyPair(Ed25519.ofOpenSsh(text));
    }

    /**
     * The public half.
     *
     * @return the public key
     */
    public SshPublicKey publicKey() {
        return publicKey;
    }

    /**
     * The private key file.
     *
     * @param access says that the caller means it
     * @return OpenSSH's form, without a pass phrase
     */
    public String privateKeyFile(SecretAccess access) {
        Objects.requireNonNull(access, "access");
        return secret.toOpenSsh();
    }

    /**
     * Signs a login or a file's digest with Ed25519.
     *
     * @param what what to sign
     * @return the signature, 64 bytes
     */
    public byte[] sign(SshSignable what) {
        return sign(what.toBytes());
    }

    /**
     * A user certificate of this key that it signs by itself. It is worth nothing to an sshd unless something else vouches
     * for the key, as {@code org.bitauth.ssh.self} does by an extension of it.
     *
     * @param keyId what sshd logs
     * @param principal the one principal
     * @param validAfter from when, in whole seconds
     * @param validBefore until when, in whole seconds
     * @param extensions what is allowed, by name; the value of a flag is empty
     * @return the certificate
     * @throws IllegalArgumentException if key id or principal is not of {@code [A-Za-z0-9:._/-]{1,255}}
     */
    public SshCertificate selfCertificate(
            String keyId,
            String principal,
            Instant validAfter,
            Instant validBefore,
            SortedMap<String, String> extensions) {
        return new CertificateContent(
                        SshCertificate.Kind.USER,
                        publicKey,
                        CertificateRules.serial(validAfter),
                        keyId,
                        List.of(principal),
                        validAfter,
                        validBefore,
                        Collections.emptySortedMap(),
                        extensions)
                .sign(CaSigner.of(this));
    }

    byte[] sign(byte[] message) {
        return secret.sign(message);
    }

    @Override
    public String toString() {
        return "SshKeyPair[" + publicKey() + "]";
    }
}
