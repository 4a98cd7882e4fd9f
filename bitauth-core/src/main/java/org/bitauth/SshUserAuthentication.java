package org.bitauth;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bitauth.internal.SignedForm;

/**
 * What a Bitcoin key signs to log in by SSH itself (RFC 4252, section 7), where both ends take the algorithm
 * {@value #ALGORITHM}. It is built here from its parts, never taken from a caller's bytes, and begins with the bytes
 * {@code 00 00 00} and the length of the session id, so that it is no other form that such a key signs. Immutable.
 */
public final class SshUserAuthentication {
    /** The algorithm's name: that of RFC 5656 for a curve without one of its own, here secp256k1. */
    public static final String ALGORITHM = "ecdsa-sha2-1.3.132.0.10";
    /** The name of the curve inside a key. */
    public static final String CURVE = "1.3.132.0.10";

    private static final String SERVICE = "ssh-connection";
    private static final String METHOD = "publickey";
    private static final int SSH_USERAUTH_REQUEST = 50;
    private static final int SHORTEST_SESSION_ID = 20;
    private static final int LONGEST_SESSION_ID = 64;
    private static final Pattern USER = Pattern.compile("[!-~]{1,255}");

    private final byte[] data;

    private SshUserAuthentication(byte[] data) {
        this.data = data;
    }

    /**
     * Builds what is signed.
     *
     * @param sessionId the exchange hash that began the connection, 20 to 64 bytes: no caller chooses it, both ends do
     * @param user the login, printable ASCII without blanks
     * @param key the key that logs in
     * @return the data for the service {@code ssh-connection}
     * @throws MalformedException if session id or user has another form
     */
    public static SshUserAuthentication of(byte[] sessionId, String user, BitauthPublicKey key) {
        if (sessionId.length < SHORTEST_SESSION_ID || sessionId.length > LONGEST_SESSION_ID) {
            throw new MalformedException("session id must have 20 to 64 bytes, has " + sessionId.length);
        }
        if (!USER.matcher(user).matches()) {
            throw new MalformedException("user must be 1 to 255 printable ASCII characters without blanks");
        }
        Objects.requireNonNull(key, "key");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        string(out, sessionId);
        out.write(SSH_USERAUTH_REQUEST);
        string(out, ascii(user));
        string(out, ascii(SERVICE));
        string(out, ascii(METHOD));
        out.write(1);
        string(out, ascii(ALGORITHM));
        string(out, publicKeyBlob(key));
        return new SshUserAuthentication(out.toByteArray());
    }

    /**
     * A key in SSH's encoding.
     *
     * @param key the key
     * @return algorithm, curve and both coordinates (RFC 5656, section 3.1)
     */
    public static byte[] publicKeyBlob(BitauthPublicKey key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        string(out, ascii(ALGORITHM));
        string(out, ascii(CURVE));
        string(out, key.toUncompressedBytes());
        return out.toByteArray();
    }

    /**
     * The data as SSH has it.
     *
     * @return a copy
     */
    public byte[] toBytes() {
        return data.clone();
    }

    /**
     * What a signer takes.
     *
     * @return the fifth form that a Bitauth key signs
     */
    public Signable signable() {
        return Signable.of(SignedForm.sshUserAuthentication(data));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void string(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }
}
