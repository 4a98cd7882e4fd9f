package org.bitauth.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bitauth.MalformedException;

/**
 * The secrets by which new instances get their first host certificate. A secret is for one instance of one zone, and ends
 * by itself; nothing is kept for it. That it works once is the {@link HostRegister}'s doing, which takes no second key.
 */
public final class EnrolmentSecrets {
    private static final String PURPOSE = "Bitauth host enrolment 1\n";
    private static final int KEY_SIZE = 32;
    private static final int SECRET_SIZE = 4 + 32;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final Duration life;
    private final InstantSource clock;

    /**
     * Secrets marked with a key.
     *
     * @param key 32 bytes from a secure random source, for this use only; the nodes of a cloud share it
     * @param life how long a secret works, 1 minute to 7 days: as long as an instance may take to its first boot
     * @param clock tells the time
     * @throws MalformedException if key or life have another form
     */
    public EnrolmentSecrets(byte[] key, Duration life, InstantSource clock) {
        if (key.length != KEY_SIZE
                || life.compareTo(Duration.ofMinutes(1)) < 0
                || life.compareTo(Duration.ofDays(7)) > 0) {
            throw new MalformedException(
                    "enrolment secrets must have a key of 32 bytes and a life of 1 minute to 7 days");
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.life = life;
        this.clock = clock;
    }

    /**
     * Secrets that end with this process, and after an hour.
     *
     * @param clock tells the time
     * @return the secrets
     */
    public static EnrolmentSecrets random(InstantSource clock) {
        byte[] key = new byte[KEY_SIZE];
        new SecureRandom().nextBytes(key);
        return new EnrolmentSecrets(key, Duration.ofHours(1), clock);
    }

    /**
     * Makes a secret.
     *
     * @param zone the cloud's zone
     * @param instance the instance, as {@link HostZone#host} takes it
     * @return 48 characters of the URL-safe base64 alphabet
     * @throws MalformedException if the instance has another form
     */
    public String issue(HostZone zone, String instance) {
        int end = (int) clock.instant().plus(life).getEpochSecond();
        byte[] secret = ByteBuffer.allocate(SECRET_SIZE)
                .putInt(end)
                .put(mark(zone.host(instance), end))
                .array();
        return ENCODER.encodeToString(secret);
    }

    /** Tells whether a secret is ours, of this instance, and not over. */
    boolean isValid(HostZone zone, String instance, String secret) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(secret);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (bytes.length != SECRET_SIZE) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int end = in.getInt();
        byte[] mark = new byte[SECRET_SIZE - 4];
        in.get(mark);
        return MessageDigest.isEqual(mark, mark(zone.host(instance), end))
                && clock.instant().getEpochSecond() < Integer.toUnsignedLong(end);
    }

    private byte[] mark(String host, int end) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String text = PURPOSE + host + "\n" + Integer.toUnsignedString(end) + "\n";
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "EnrolmentSecrets[" + life + "]";
    }
}
