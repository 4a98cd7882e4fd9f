package org.bitauth;

import org.bitauth.internal.Base58Check;
import org.bitauth.internal.Hashes;

/**
 * A Bitauth identity: base58check of the prefix {@code 0F 02} and the HASH160 of a compressed public key. 35 characters
 * that begin with {@code Te} or {@code Tf}. The same 20 bytes make the key's Bitcoin addresses.
 *
 * @param value the text, always valid
 * @see <a href="https://en.bitcoin.it/wiki/Identity_protocol_v1">Identity protocol v1</a>
 */
public record Sin(String value) {
    private static final byte[] PREFIX = {0x0f, 0x02};
    private static final int LENGTH = 35;

    /**
     * Checks alphabet, length, prefix and checksum.
     *
     * @throws MalformedException if the text is not a SIN
     */
    public Sin {
        decode(value);
    }

    /**
     * The identity of a public key.
     *
     * @param key the key
     * @return its SIN
     */
    public static Sin of(BitauthPublicKey key) {
        return new Sin(Base58Check.encode(PREFIX, Hashes.hash160(key.toBytes())));
    }

    /**
     * The identity that an address is of.
     *
     * @param hash160 the HASH160 of a compressed public key, 20 bytes
     * @return its SIN
     * @throws MalformedException if there are more or fewer bytes
     */
    public static Sin ofHash160(byte[] hash160) {
        return new Sin(Base58Check.encode(PREFIX, hash160));
    }

    /**
     * The HASH160 of the public key, as Bitcoin scripts and addresses carry it.
     *
     * @return 20 bytes
     */
    public byte[] hash160() {
        return decode(value);
    }

    private static byte[] decode(String value) {
        if (value.length() != LENGTH) {
            throw new MalformedException("SIN must have 35 characters, has " + value.length());
        }
        return Base58Check.decode(PREFIX, 20, value)
                .orElseThrow(() -> new MalformedException("SIN must be base58 with the SIN prefix and its checksum"));
    }

    @Override
    public String toString() {
        return value;
    }
}
