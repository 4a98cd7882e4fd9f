package org.bitauth.internal;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** Base 58 of a prefix, a payload and the first four bytes of their double SHA-256. */
public final class Base58Check {
    private static final int CHECKSUM = 4;

    private Base58Check() {}

    /** Writes prefix, payload and checksum. */
    public static String encode(byte[] prefix, byte[] payload) {
        byte[] all = Arrays.copyOf(prefix, prefix.length + payload.length + CHECKSUM);
        System.arraycopy(payload, 0, all, prefix.length, payload.length);
        System.arraycopy(checksum(all), 0, all, all.length - CHECKSUM, CHECKSUM);
        return Base58.encode(all);
    }

    /** Reads the payload of a text with this prefix and this payload length; empty if it has another form. */
    public static Optional<byte[]> decode(byte[] prefix, int payloadLength, String text) {
        return decode(text)
                .filter(all -> all.length == prefix.length + payloadLength)
                .filter(all -> MessageDigest.isEqual(Arrays.copyOf(all, prefix.length), prefix))
                .map(all -> Arrays.copyOfRange(all, prefix.length, all.length));
    }

    /** Reads prefix and payload together; empty if the checksum is wrong. */
    public static Optional<byte[]> decode(String text) {
        return Base58.decode(text)
                .filter(all -> all.length >= CHECKSUM)
                .filter(all -> MessageDigest.isEqual(
                        checksum(all), Arrays.copyOfRange(all, all.length - CHECKSUM, all.length)))
                .map(all -> Arrays.copyOf(all, all.length - CHECKSUM));
    }

    private static byte[] checksum(byte[] all) {
        byte[] content = Arrays.copyOf(all, all.length - CHECKSUM);
        return Arrays.copyOf(Hashes.doubleSha256(content), CHECKSUM);
    }
}
