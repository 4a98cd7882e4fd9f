package org.bitauth.ssh.mina;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.sshd.common.config.keys.UnsupportedSshPublicKey;
import org.apache.sshd.common.util.buffer.Buffer;
import org.bitauth.BitauthPublicKey;
import org.bitauth.MalformedException;
import org.bitauth.SshUserAuthentication;
import org.bitauth.ssh.internal.WireWriter;

/**
 * A Bitcoin key as MINA carries it. It is no {@code java.security.interfaces.ECPublicKey}, and must never become one: MINA
 * tells curves by their size, and would take such a key for one of nistp256. Immutable.
 */
public final class NativePublicKey extends UnsupportedSshPublicKey {
    private static final long serialVersionUID = 1;

    private static final int POINT_SIZE = 65;
    private static final int COORDINATE = 32;

    private final transient BitauthPublicKey key;

    NativePublicKey(BitauthPublicKey key) {
        super(SshUserAuthentication.ALGORITHM, data(key));
        this.key = key;
    }

    /**
     * The Bitcoin key.
     *
     * @return the key
     */
    public BitauthPublicKey key() {
        return key;
    }

    /** Reads what follows the algorithm's name in SSH's encoding. */
    static NativePublicKey read(Buffer in) throws GeneralSecurityException {
        if (!in.getString().equals(SshUserAuthentication.CURVE)) {
            throw new InvalidKeySpecException("key must be of the curve secp256k1");
        }
        byte[] point = in.getBytes();
        if (point.length != POINT_SIZE || point[0] != 4) {
            throw new InvalidKeySpecException("key must have both coordinates");
        }
        try {
            byte[] compressed = Arrays.copyOf(point, 1 + COORDINATE);
            compressed[0] = (byte) (2 + (point[POINT_SIZE - 1] & 1));
            BitauthPublicKey key = BitauthPublicKey.ofBytes(compressed);
            if (MessageDigest.isEqual(key.toUncompressedBytes(), point)) {
                return new NativePublicKey(key);
            }
        } catch (MalformedException e) {
            // Not on the curve, as below.
        }
        throw new InvalidKeySpecException("key must be a point of secp256k1");
    }

    private static byte[] data(BitauthPublicKey key) {
        return new WireWriter()
                .string(SshUserAuthentication.CURVE)
                .string(key.toUncompressedBytes())
                .toBytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NativePublicKey that && Objects.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(key);
    }

    @Override
    public String toString() {
        return "NativePublicKey[" + key.sin() + "]";
    }
}
