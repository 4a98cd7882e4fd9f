package org.bitauth.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bitauth.MalformedException;

/**
 * A wallet's binary seed (of BIP-39, what words and pass phrase come to), from which SSH keys are derived as hardware
 * wallets do: SLIP-0010 with the curve {@code ed25519 seed}. Immutable.
 */
public final class WalletSeed {
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){16,64}");
    private static final byte[] CURVE = "ed25519 seed".getBytes(StandardCharsets.US_ASCII);
    private static final int HALF = 32;
    private static final int HARDENED = 1 << 31;

    private final byte[] seed;

    private WalletSeed(byte[] seed) {
        this.seed = seed;
    }

    /**
     * Reads a seed.
     *
     * @param hex 16 to 64 bytes in hexadecimal digits; a wallet with BIP-39 words has 64
     * @return the seed
     * @throws MalformedException if it has another form
     */
    public static WalletSeed ofHex(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new MalformedException("wallet seed must be 32 to 128 hex digits");
        }
        return new WalletSeed(HexFormat.of().parseHex(hex));
    }

    /**
     * Derives an SSH key.
     *
     * @param path the path below the seed
     * @return the key pair
     */
    public SshKeyPair derive(HardenedPath path) {
        byte[] node = hmac(CURVE, seed);
        for (int step : path.steps()) {
            byte[] data = ByteBuffer.allocate(1 + HALF + 4)
                    .put((byte) 0)
                    .put(node, 0, HALF)
                    .putInt(step | HARDENED)
                    .array();
            node = hmac(Arrays.copyOfRange(node, HALF, 2 * HALF), data);
        }
        return SshKeyPair.ofSeed(Arrays.copyOf(node, HALF));
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(key, "HmacSHA512"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-512", e);
        }
    }

    @Override
    public String toString() {
        return "WalletSeed";
    }
}
