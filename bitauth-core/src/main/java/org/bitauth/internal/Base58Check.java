package org.bitauth.internal;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** Base 58 of a prefix, a payload and the first four bytes of their double SHA-256. */
public final class Base58Check {
    private static final int CHECKSUM = 4;
    private static final byte[] NOTHING = {};

    private Base58Check() {}

    /** Writes prefix, payload and checksum. */
    public static String encode(byte[] prefix, byte[] payload) {
        byte[] content = Arrays.copyOf(prefix, prefix.length + payload.length);
        System.arraycopy(payload, 0, content, prefix.length, payload.length);
        byte[] all = Arrays.copyOf(content, content.length + CHECKSUM);
        System.arraycopy(checksum(content), 0, all, content.length, CHECKSUM);
        return Base58.encode(all);
    }

    /** Reads the payload of a text with this prefix and this payload length; empty if it has another form. */
    public static Optional<byte[]> decode(byte[] prefix, int payloadLength, String text) {
        byte[] all = decode(text).orElse(NOTHING);
        boolean fits = all.length == prefix.length + payloadLength
                && MessageDigest.isEqual(Arrays.copyOf(all, prefix.length), prefix);
        return fits ? Optional.of(Arrays.copyOfRange(all, prefix.length, all.length)) : Optional.empty();
    }

    /** Reads prefix and payload together; empty if the checksum is wrong. */
    public static Optional<byte[]> decode(String text) {
        byte[] all = Base58.decode(text).orElse(NOTHING);
        if (all.length < CHECKSUM) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(all, all.length - CHECKSUM);
        byte[] checksum = Arrays.copyOfRange(all, content.length, all.length);
        return MessageDigest.isEqual(checksum(content), checksum) ? Optional.of(content) : Optional.empty();
    }

    private static byte[] checksum(byte[] content) {
        return Arrays.copyOf(Hashes.doubleSha256(content), CHECKSUM);
    }
}
