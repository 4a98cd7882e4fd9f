package org.bitauth.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bitauth.MalformedException;

/**
 * Nonces that a server gives out, so that a request was surely made after one of them: time, 8 random bytes and a MAC, 43
 * base64url characters, good for 300 seconds. Nothing is stored. The key is for this use only, never that of challenges.
 */
public final class ServerNonces {
    private static final Duration LIFE = Duration.ofSeconds(300);
    private static final byte[] DOMAIN = "Bitauth nonce 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CONTENT = 16;

    private final List<SecretKeySpec> keys;
    private final SecureRandom random = new SecureRandom();

    private ServerNonces(List<byte[]> keys) {
        this.keys =
                keys.stream().map(key -> new SecretKeySpec(key, "HmacSHA256")).toList();
    }

    /**
     * Nonces of one process.
     *
     * @return with a new key
     */
    public static ServerNonces random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return of(key);
    }

    /**
     * Nonces that several nodes share.
     *
     * @param key 32 random bytes that new nonces are made with
     * @param older keys whose nonces are still taken
     * @return the nonces
     * @throws MalformedException if a key has another length
     */
    public static ServerNonces of(byte[] key, byte[]... older) {
        List<byte[]> keys = new ArrayList<>(List.of(key));
        keys.addAll(List.of(older));
        if (keys.stream().anyMatch(each -> each.length != 32)) {
            throw new MalformedException("nonce key must have 32 bytes");
        }
        return new ServerNonces(keys);
    }

    String issue(Instant now) {
        byte[] salt = new byte[8];
        random.nextBytes(salt);
        byte[] content = ByteBuffer.allocate(CONTENT)
                .putLong(now.getEpochSecond())
                .put(salt)
                .array();
        byte[] nonce = ByteBuffer.allocate(2 * CONTENT)
                .put(content)
                .put(mac(keys.get(0), content))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /** When a nonce was issued; empty if it is not ours, is later than the latest that can be, or has ended. */
    Optional<Instant> issuedAt(String nonce, Instant now, Instant latest) {
        if (nonce.length() != 43) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(bytes, CONTENT);
        byte[] mark = Arrays.copyOfRange(bytes, CONTENT, bytes.length);
        boolean ours = keys.stream().anyMatch(key -> MessageDigest.isEqual(mac(key, content), mark));
        boolean oneSpelling =
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(nonce);
        if (!ours || !oneSpelling) {
            return Optional.empty();
        }
        Instant issued = Instant.ofEpochSecond(ByteBuffer.wrap(content).getLong());
        boolean fresh = !issued.isAfter(latest) && !now.isAfter(issued.plus(LIFE));
        return fresh ? Optional.of(issued) : Optional.empty();
    }

    private static byte[] mac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(DOMAIN);
            return Arrays.copyOf(mac.doFinal(content), CONTENT);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "ServerNonces";
    }
}
