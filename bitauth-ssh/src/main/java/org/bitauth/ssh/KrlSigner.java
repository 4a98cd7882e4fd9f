package org.bitauth.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.bitauth.ssh.internal.WireWriter;

/**
 * Signs revocation lists, for instances that fetch them over a way that is not trusted: OpenSSH's SSHSIG
 * (PROTOCOL.sshsig), which {@code ssh-keygen -Y verify -n bitauth-krl} checks. A key of its own, for nothing else.
 */
public final class KrlSigner {
    /** The namespace of the signatures. */
    public static final String NAMESPACE = "bitauth-krl";

    private static final String MAGIC = "SSHSIG";
    private static final String HASH = "sha512";

    private final SshKeyPair key;

    /**
     * A signer.
     *
     * @param key a key that signs nothing else
     */
    public KrlSigner(SshKeyPair key) {
        this.key = key;
    }

    /**
     * The public half.
     *
     * @return for an instance's file of allowed signers
     */
    public SshPublicKey publicKey() {
        return key.publicKey();
    }

    /**
     * Signs a list.
     *
     * @param krl the list
     * @return the armoured signature over {@link Krl#toBytes}
     */
    public String sign(Krl krl) {
        byte[] signed = new WireWriter()
                .raw(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .string(NAMESPACE)
                .string("") // reserved
                .string(HASH)
                .string(digest(krl.toBytes()))
                .toBytes();
        byte[] blob = new WireWriter()
                .raw(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .uint32(1) // version
                .string(publicKey().blob())
                .string(NAMESPACE)
                .string("") // reserved
                .string(HASH)
                .string(new WireWriter()
                        .string(SshPublicKey.TYPE)
                        .string(key.sign(signed))
                        .toBytes())
                .toBytes();
        String base64 = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(blob);
        return "-----BEGIN SSH SIGNATURE-----\n" + base64 + "\n-----END SSH SIGNATURE-----\n";
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
