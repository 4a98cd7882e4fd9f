package org.bitauth.ssh;

import java.security.MessageDigest;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.ssh.internal.WireReader;
import org.jspecify.annotations.Nullable;

/**
 * The data that a client signs to log in with a key (RFC 4252, section 7), in the plain form or in OpenSSH's form that
 * names the host's key too ({@code publickey-hostbound-v00@openssh.com}). Immutable.
 */
public final class LoginSignable implements SshSignable {
    private static final int USER_AUTHENTICATION_REQUEST = 50;
    private static final int SHORTEST_SESSION = 20;
    private static final int LONGEST_SESSION = 64;

    private final byte[] bytes;
    private final byte[] session;
    private final String user;
    private final byte[] keyBlob;
    private final SshPublicKey key;
    private final byte @Nullable [] hostKey;

    private LoginSignable(byte[] bytes) {
        this.bytes = bytes;
        WireReader in = new WireReader(bytes);
        session = in.string();
        require(
                session.length >= SHORTEST_SESSION && session.length <= LONGEST_SESSION,
                "a session id of 20 to 64 bytes");
        require(in.uint8() == USER_AUTHENTICATION_REQUEST, "the message's number");
        user = in.text();
        require(in.text().equals("ssh-connection"), "the service ssh-connection");
        String method = in.text();
        require(in.uint8() == 1, "the mark of a signature");
        String algorithm = in.text();
        keyBlob = in.string();
        key = subject(algorithm, keyBlob);
        hostKey = switch (method) {
            case "publickey" -> null;
            case "publickey-hostbound-v00@openssh.com" -> in.string();
            default -> throw new MalformedException("login data must be of a method with keys");
        };
        in.end();
    }

    static LoginSignable read(byte[] bytes) {
        return new LoginSignable(bytes.clone());
    }

    /** A certificate begins with its type, a nonce and its subject's point. */
    private static SshPublicKey subject(String algorithm, byte[] blob) {
        WireReader in = new WireReader(blob);
        String type = in.text();
        require(type.equals(algorithm), "one type of key");
        if (type.equals(SshCertificate.TYPE)) {
            in.string();
            return SshPublicKey.ofBytes(in.string());
        }
        return SshPublicKey.ofBlob(blob);
    }

    private static void require(boolean rule, String what) {
        if (!rule) {
            throw new MalformedException("login data must have " + what);
        }
    }

    /**
     * Tells whether the login is in this session.
     *
     * @param id a session id (RFC 4253, section 7.2)
     * @return true if it is the same
     */
    public boolean isInSession(byte[] id) {
        return MessageDigest.isEqual(session, id);
    }

    /**
     * Whom the client wants to be.
     *
     * @return as it stands in the data; may hold anything
     */
    public String user() {
        return user;
    }

    /**
     * What the client logs in with.
     *
     * @return a key or a certificate, in SSH's encoding
     */
    public byte[] keyBlob() {
        return keyBlob.clone();
    }

    /**
     * The key that is to sign: of a certificate, its subject.
     *
     * @return the key
     */
    public SshPublicKey key() {
        return key;
    }

    /**
     * The key of the host, where the data names it.
     *
     * @return a key or a certificate, in SSH's encoding
     */
    public Optional<byte[]> hostKey() {
        return Optional.ofNullable(hostKey).map(byte[]::clone);
    }

    @Override
    public byte[] toBytes() {
        return bytes.clone();
    }
}
