package org.bitauth.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bitauth.MalformedException;
import org.bitauth.ssh.internal.WireReader;

/**
 * The digest of a file, for a signature that {@code ssh-keygen -Y verify} and git check (OpenSSH's PROTOCOL.sshsig).
 * Immutable.
 */
public final class FileSignable implements SshSignable {
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);

    private final String namespace;
    private final byte[] bytes;

    private FileSignable(String namespace, byte[] bytes) {
        this.namespace = namespace;
        this.bytes = bytes;
    }

    static boolean begins(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static FileSignable read(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        in.raw(MAGIC.length);
        String namespace = in.text();
        byte[] reserved = in.string();
        int size = digestSize(in.text());
        byte[] digest = in.string();
        in.end();
        if (!namespace.matches("[!-~]{1,64}") || reserved.length != 0 || digest.length != size) {
            throw new MalformedException("SSHSIG data must have a namespace, nothing reserved and a whole digest");
        }
        return new FileSignable(namespace, bytes.clone());
    }

    private static int digestSize(String algorithm) {
        return switch (algorithm) {
            case "sha256" -> 32;
            case "sha512" -> 64;
            default -> throw new MalformedException("SSHSIG data must be a digest by sha256 or sha512");
        };
    }

    /**
     * What the signature is for, such as {@code git}; a verifier takes it for nothing else.
     *
     * @return 1 to 64 characters of printable ASCII
     */
    public String namespace() {
        return namespace;
    }

    @Override
    public byte[] toBytes() {
        return bytes.clone();
    }
}
