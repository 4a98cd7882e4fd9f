package org.bitauth.wallet;

import org.bitauth.Sin;
import org.bitauth.internal.Base58Check;
import org.bitauth.internal.Bech32;
import org.bitauth.internal.Hashes;

/** The addresses of an identity's own key: the 20 bytes of the SIN, or the hash of a script with them, in other encodings. */
public final class BitcoinAddresses {
    private BitcoinAddresses() {}

    /**
     * The address that pays to the key's hash in a witness program (BIP 141, BIP 173).
     *
     * @param sin the identity
     * @param network the network
     * @return for example {@code bc1q…}
     */
    public static String p2wpkh(Sin sin, BitcoinNetwork network) {
        return Bech32.encodeWitnessV0(network.bech32Prefix, sin.hash160());
    }

    /**
     * The address that pays to the hash of the script of {@link #p2wpkh} (BIP 49, BIP 141).
     *
     * @param sin the identity
     * @param network the network
     * @return for example {@code 3…}
     */
    public static String p2shP2wpkh(Sin sin, BitcoinNetwork network) {
        return Base58Check.encode(new byte[] {network.p2shVersion}, Hashes.hash160(BitcoinScript.p2wpkh(sin)));
    }

    /**
     * The address that pays to the hash of the compressed key.
     *
     * @param sin the identity
     * @param network the network
     * @return for example {@code 1…}
     */
    public static String p2pkh(Sin sin, BitcoinNetwork network) {
        return Base58Check.encode(new byte[] {network.p2pkhVersion}, sin.hash160());
    }
}
