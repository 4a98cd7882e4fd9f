package org.bitauth.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.ssh.internal.Hkdf;
import org.bitauth.ssh.internal.WireWriter;

/**
 * The SSH key that follows from a Bitcoin key: for hosts whose {@code authorized_keys} is all that there is, and for an
 * agent that keeps no SSH key of its own. Whoever has the Bitcoin key has it; from it nobody gets back to the Bitcoin key,
 * nor to a key of another context or index.
 *
 * <p>Its Ed25519 seed is HKDF-SHA256 (RFC 5869) of 32 bytes, with
 *
 * <ul>
 *   <li>the salt {@code bitauth-ssh/hkdf-salt/v1};
 *   <li>as key material the secp256k1 scalar, 32 bytes, big-endian;
 *   <li>as info, in SSH's encoding (RFC 4251, section 5), {@code string "bitauth-ssh"}, {@code uint32 1}, {@code string
 *       "ssh-ed25519"}, {@code string} context, {@code uint32} index.
 * </ul>
 */
public final class DerivedKey {
    private static final byte[] SALT = "bitauth-ssh/hkdf-salt/v1".getBytes(StandardCharsets.US_ASCII);
    private static final String PROTOCOL = "bitauth-ssh";
    private static final int VERSION = 1;
    private static final int SEED_SIZE = 32;
    private static final Pattern CONTEXT = Pattern.compile("[ -~]{1,255}");

    private DerivedKey() {}

    /**
     * Derives a key pair. Equal arguments give equal pairs, with every version of this library.
     *
     * @param key the Bitcoin key
     * @param context what the pair is for, such as a host or a cloud: 1 to 255 characters of printable ASCII
     * @param index the pair's number in its context, for a second one once the first is worn: 0 or more
     * @return the pair
     * @throws IllegalArgumentException if context or index have another form
     */
    public static SshKeyPair derive(BitauthKey key, String context, int index) {
        if (!CONTEXT.matcher(context).matches()) {
            throw new IllegalArgumentException(
                    "context must be 1 to 255 characters of printable ASCII, has " + context.length());
        }
        if (index < 0) {
            throw new IllegalArgumentException("index must be 0 or more, was " + index);
        }
        byte[] info = new WireWriter()
                .string(PROTOCOL)
                .uint32(VERSION)
                .string(SshPublicKey.TYPE)
                .string(context)
                .uint32(index)
                .toBytes();
        byte[] scalar = key.toBytes(SecretAccess.EXPORT);
        byte[] seed = Hkdf.sha256(SALT, scalar, info, SEED_SIZE);
        try {
            return SshKeyPair.ofSeed(seed);
        } finally {
            Arrays.fill(scalar, (byte) 0);
            Arrays.fill(seed, (byte) 0);
        }
    }
}
