package org.bitauth.wallet;

import java.util.Arrays;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.internal.Base58Check;

/** Wallet import format: the private key as Bitcoin wallets export it. Only keys marked as compressed are taken. */
public final class Wif {
    private static final int LENGTH = 34;

    private Wif() {}

    /**
     * Reads a key of any network.
     *
     * @param text 52 base58 characters
     * @return the key
     * @throws MalformedException if the text has another form, or is for an uncompressed public key, whose addresses
     *     would not be those of the identity
     */
    public static BitauthKey parse(String text) {
        byte[] bytes = Base58Check.decode(text)
                .orElseThrow(() -> new MalformedException("WIF key must be base58 with its checksum"));
        boolean known = bytes.length > 0
                && Arrays.stream(BitcoinNetwork.values()).anyMatch(network -> network.wifVersion == bytes[0]);
        if (!known || bytes.length != LENGTH || bytes[LENGTH - 1] != 1) {
            throw new MalformedException("WIF key must be for a compressed key of a Bitcoin network");
        }
        return BitauthKey.ofBytes(Arrays.copyOfRange(bytes, 1, LENGTH - 1));
    }

    /**
     * Writes a key.
     *
     * @param key the key
     * @param network the network
     * @param access says that the caller means it
     * @return 52 base58 characters
     */
    public static String format(BitauthKey key, BitcoinNetwork network, SecretAccess access) {
        byte[] payload = Arrays.copyOf(key.toBytes(access), 33);
        payload[32] = 1;
        return Base58Check.encode(new byte[] {network.wifVersion}, payload);
    }
}
