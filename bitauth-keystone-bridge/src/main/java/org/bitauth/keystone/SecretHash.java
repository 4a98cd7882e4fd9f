package org.bitauth.keystone;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bitauth.MalformedException;

/**
 * A secret as it is stored: salted PBKDF2-HMAC-SHA256 (RFC 8018), written
 * {@code pbkdf2-sha256:<iterations>:<salt>:<hash>} with salt and hash in unpadded base64url.
 */
public final class SecretHash {
    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha256:([1-9][0-9]{3,6}):([A-Za-z0-9_-]{22}):([A-Za-z0-9_-]{43})");
    private static final int ITERATIONS = 20_000;
    static final int MAX_SECRET = 1024;

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private SecretHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Reads the written form.
     *
     * @param text the written form
     * @return the hash
     * @throws MalformedException if the text has another form
     */
    public static SecretHash parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new MalformedException("secret hash must be pbkdf2-sha256:<iterations>:<salt>:<hash>");
        }
        Base64.Decoder base64 = Base64.getUrlDecoder();
        return new SecretHash(
                Integer.parseInt(form.group(1)), base64.decode(form.group(2)), base64.decode(form.group(3)));
    }

    /**
     * Hashes a secret with a new salt.
     *
     * @param secret the secret; made at random, so that the modest number of iterations is enough
     * @return its hash
     */
    public static SecretHash of(String secret) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return new SecretHash(ITERATIONS, salt, derive(secret, salt, ITERATIONS));
    }

    /**
     * Compares in constant time.
     *
     * @param secret what a client sent
     * @return true if it is the secret
     */
    public boolean matches(String secret) {
        return !secret.isEmpty()
                && secret.length() <= MAX_SECRET
                && MessageDigest.isEqual(derive(secret, salt, iterations), hash);
    }

    /**
     * The written form.
     *
     * @return text for a directory file
     */
    public String text() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "pbkdf2-sha256:" + iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }

    @Override
    public String toString() {
        return "SecretHash";
    }

    private static byte[] derive(String secret, byte[] salt, int iterations) {
        try {
            PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, iterations, 256);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        }
    }
}
