package org.bitauth.keystone.plugin;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bitauth.MalformedException;

/**
 * The secret that one Keystone and its bridge share. It never travels: each side marks what it sends with HMAC-SHA256
 * (RFC 2104), so that who listens in the bridge's place learns nothing and can vouch for nobody.
 */
public final class PluginSecret {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43,128}");
    private static final int MIN_BYTES = 32;
    private static final String CALL = "Bitauth verify call 1\n";
    private static final String ANSWER = "Bitauth verify answer 1\n";

    private final SecretKeySpec key;

    private PluginSecret(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * Reads a secret as {@code bitauth secret new} makes it.
     *
     * @param text base64url without padding of 32 bytes or more from a secure random source, never a pass phrase
     * @return the secret
     * @throws MalformedException if the text has another form or is too short
     */
    public static PluginSecret parse(String text) {
        try {
            byte[] key = FORM.matcher(text).matches() ? Base64.getUrlDecoder().decode(text) : new byte[0];
            if (key.length >= MIN_BYTES) {
                return new PluginSecret(key);
            }
        } catch (IllegalArgumentException e) {
            // a length that no bytes have
        }
        throw new MalformedException("plug-in secret must be 43 to 128 characters of base64url");
    }

    /** The mark of a call: 43 base64url characters. */
    String markCall(byte[] body) {
        return mark(CALL, body);
    }

    boolean isMarked(String mark, byte[] body) {
        return MessageDigest.isEqual(
                markCall(body).getBytes(StandardCharsets.US_ASCII), mark.getBytes(StandardCharsets.UTF_8));
    }

    /** The mark of the answer to one call, which no other call's answer has. */
    String markAnswer(String call, int status, byte[] body) {
        return mark(ANSWER + call + "\n" + status + "\n", body);
    }

    private String mark(String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(before.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "PluginSecret";
    }
}
