package org.bitauth.challenge;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bitauth.MalformedException;

/** A key that marks challenges as this cloud's own: 32 random bytes for one cloud and this use, and a public id. */
public final class MacKey {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,16}");

    private final String id;
    private final SecretKeySpec key;

    private MacKey(String id, byte[] key) {
        this.id = id;
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * Takes a key that the nodes of a cloud share.
     *
     * @param id its name, {@code [a-z0-9]{1,16}}
     * @param key 32 bytes from a secure random source, never a pass phrase
     * @return the key
     * @throws MalformedException if id or key have another form
     */
    public static MacKey of(String id, byte[] key) {
        if (!ID.matcher(id).matches() || key.length != 32) {
            throw new MalformedException("MAC key must have an id of [a-z0-9]{1,16} and 32 bytes");
        }
        return new MacKey(id, key);
    }

    /**
     * Makes a key.
     *
     * @param id its name, {@code [a-z0-9]{1,16}}
     * @return the key
     */
    public static MacKey random(String id) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return of(id, key);
    }

    String id() {
        return id;
    }

    /** The value of the last line: key id, dot, the first 16 bytes of HMAC-SHA256. */
    String mark(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] full = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
            return id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, 16));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "MacKey[" + id + "]";
    }
}
