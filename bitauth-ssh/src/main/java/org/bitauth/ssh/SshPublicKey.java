package org.bitauth.ssh;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.bitauth.MalformedException;
import org.bitauth.ssh.internal.Ed25519;
import org.bitauth.ssh.internal.WireReader;
import org.bitauth.ssh.internal.WireWriter;

/** An SSH public key of the type {@code ssh-ed25519} (RFC 8709). Immutable. */
public final class SshPublicKey {
    /** The key type's name. */
    public static final String TYPE = "ssh-ed25519";

    private final byte[] point;

    private SshPublicKey(byte[] point) {
        if (!Ed25519.isPublicKey(point)) {
            throw new MalformedException("SSH key must be 32 bytes of an Ed25519 public key");
        }
        this.point = point;
    }

    /**
     * Takes the raw key.
     *
     * @param point 32 bytes
     * @return the key
     * @throws MalformedException if it is not a valid key
     */
    public static SshPublicKey ofBytes(byte[] point) {
        return new SshPublicKey(point.clone());
    }

    /**
     * Reads a line as in {@code id_ed25519.pub}.
     *
     * @param line type, base64 and an optional comment, separated by single blanks
     * @return the key
     * @throws MalformedException if the line has another form or type
     */
    public static SshPublicKey parse(String line) {
        String[] words = line.strip().split(" ", 3);
        if (words.length < 2 || words[0].length() > 64 || words[1].length() > 1024) {
            throw new MalformedException("SSH key must be a type and base64");
        }
        if (!words[0].equals(TYPE)) {
            throw new MalformedException("SSH key must be of type " + TYPE);
        }
        byte[] blob;
        try {
            blob = Base64.getDecoder().decode(words[1]);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("SSH key must be base64");
        }
        return ofBlob(blob);
    }

    /**
     * Reads a key in SSH's encoding.
     *
     * @param blob type and point
     * @return the key
     * @throws MalformedException if the bytes have another form or type
     */
    public static SshPublicKey ofBlob(byte[] blob) {
        WireReader reader = new WireReader(blob);
        if (!reader.text().equals(TYPE)) {
            throw new MalformedException("SSH key must name its type twice");
        }
        SshPublicKey key = new SshPublicKey(reader.string());
        reader.end();
        return key;
    }

    /**
     * The raw key.
     *
     * @return 32 bytes
     */
    public byte[] toBytes() {
        return point.clone();
    }

    /**
     * The key in SSH's encoding.
     *
     * @return type and point
     */
    public byte[] blob() {
        return new WireWriter().string(TYPE).string(point).toBytes();
    }

    /**
     * A line as in {@code id_ed25519.pub}.
     *
     * @return type and base64, without comment and line end
     */
    public String line() {
        return TYPE + " " + Base64.getEncoder().encodeToString(blob());
    }

    /**
     * The fingerprint as OpenSSH prints it.
     *
     * @return {@code SHA256:} and 43 base64 characters
     */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean verifies(byte[] message, int length, byte[] signature) {
        return Ed25519.verifies(point, message, length, signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshPublicKey that && MessageDigest.isEqual(point, that.point);
    }

    @Override
    public int hashCode() {
        return line().hashCode();
    }

    @Override
    public String toString() {
        return fingerprint();
    }
}
