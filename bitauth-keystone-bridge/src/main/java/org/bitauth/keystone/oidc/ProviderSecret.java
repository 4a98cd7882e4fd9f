package org.bitauth.keystone.oidc;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bitauth.MalformedException;
import org.bitauth.challenge.MacKey;
import org.bitauth.challenge.MacKeys;
import org.bitauth.http.ServerNonces;

/**
 * What the nodes of one provider share: 32 random bytes for this use alone. Every use has a key of its own, derived by
 * HMAC-SHA256: challenges for programs, challenges for people's pages, and what a page carries from one step to the next.
 */
public final class ProviderSecret {
    private final List<SecretKeySpec> keys = new ArrayList<>();

    private ProviderSecret(byte[] current, byte[]... older) {
        add(current);
        for (byte[] secret : older) {
            add(secret);
        }
    }

    /**
     * Takes secrets. To rotate, put the new one first, and keep the old one for 10 minutes.
     *
     * @param current 32 bytes from a secure random source, never a pass phrase
     * @param older secrets whose challenges and codes are still taken
     * @return the secret
     * @throws MalformedException if one has not 32 bytes
     */
    public static ProviderSecret of(byte[] current, byte[]... older) {
        return new ProviderSecret(current, older);
    }

    /**
     * Makes a secret, for one process: open logins end with it.
     *
     * @return the secret
     */
    public static ProviderSecret random() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return of(secret);
    }

    /** MAC keys for challenges of one use. */
    MacKeys macKeys(String use) {
        List<MacKey> ring = derived(use).stream()
                .map(key -> MacKey.of(HexFormat.of().formatHex(hmac(key, "id"), 0, 8), key))
                .toList();
        return MacKeys.of(ring.get(0), ring.subList(1, ring.size()).toArray(MacKey[]::new));
    }

    /** Nonces that signed requests may be asked for. */
    ServerNonces serverNonces() {
        List<byte[]> ring = derived("nonces of signed requests");
        return ServerNonces.of(ring.get(0), ring.subList(1, ring.size()).toArray(byte[][]::new));
    }

    /** One key of 32 bytes for each secret, the current one first. */
    List<byte[]> derived(String use) {
        return keys.stream().map(key -> hmac(key.getEncoded(), use)).toList();
    }

    @Override
    public String toString() {
        return "ProviderSecret";
    }

    private void add(byte[] secret) {
        if (secret.length != 32) {
            throw new MalformedException("provider secret must have 32 bytes, has " + secret.length);
        }
        keys.add(new SecretKeySpec(secret, "HmacSHA256"));
    }

    private static byte[] hmac(byte[] key, String use) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(("Bitauth OIDC 1 " + use).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
