package org.bitauth.keystone.payment.bitcoin;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.bitauth.BitauthPublicKey;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.AddressSource;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.base.Base58;
import org.bitcoinj.base.exceptions.AddressFormatException;
import org.bitcoinj.crypto.ChildNumber;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.HDKeyDerivation;

/**
 * The P2WPKH addresses of an account of which only the extended public key is known (BIP 32): of the external chain, as
 * the descriptor {@code wpkh(XPUB/0/*)} means them. Bitcoin's wallets find the coins again with the account's seed (BIP 84).
 */
public final class XpubAddresses implements AddressSource {
    private static final int MAX_LENGTH = 112;
    private static final int PAYLOAD = 78;
    private static final int CHAIN_CODE = 13;
    private static final int KEY = 45;
    private static final int FINGERPRINT_BYTES = 16;
    private static final Map<Integer, Boolean> MAIN_BY_VERSION =
            Map.of(0x0488b21e, true, 0x04b24746, true, 0x043587cf, false, 0x045f1cf6, false);

    private final String id;
    private final BitcoinNetwork network;
    private final DeterministicKey external;
    private final DeterministicKey change;

    /**
     * Addresses of an account.
     *
     * @param accountKey its extended public key: {@code xpub} or {@code zpub} of the main network, {@code tpub} or {@code vpub} of
     *     the others (BIP 32, SLIP 132)
     * @param network the network
     * @throws MalformedException if the text has another form, is a private key, or is meant for another network or for
     *     addresses of another kind; the message does not repeat it
     */
    public XpubAddresses(String accountKey, BitcoinNetwork network) {
        byte[] payload = payload(accountKey);
        ByteBuffer fields = ByteBuffer.wrap(payload);
        // A private key is padded with 0, so it is told from a public one whatever its version is.
        if (payload[KEY] == 0) {
            throw new MalformedException(
                    "extended key must be a public one: a private key must not come to this machine");
        }
        Boolean main = MAIN_BY_VERSION.get(fields.getInt());
        if (main == null) {
            throw new MalformedException("extended public key must begin with xpub, zpub, tpub or vpub");
        }
        if (main != (network == BitcoinNetwork.MAINNET)) {
            throw new MalformedException("extended public key must be for the network " + network);
        }
        byte[] key = Arrays.copyOfRange(payload, KEY, PAYLOAD);
        BitauthPublicKey.ofBytes(key);
        DeterministicKey account =
                HDKeyDerivation.createMasterPubKeyFromBytes(key, Arrays.copyOfRange(payload, CHAIN_CODE, KEY));
        this.id = fingerprint(payload);
        this.network = network;
        this.external = HDKeyDerivation.deriveChildKey(account, ChildNumber.ZERO);
        this.change = HDKeyDerivation.deriveChildKey(account, ChildNumber.ONE);
    }

    private static byte[] payload(String accountKey) {
        try {
            byte[] payload = accountKey.length() <= MAX_LENGTH ? Base58.decodeChecked(accountKey) : new byte[0];
            if (payload.length == PAYLOAD) {
                return payload;
            }
        } catch (AddressFormatException e) {
            // Without its cause, whose message may hold a part of a private key.
        }
        throw new MalformedException("extended public key must be base58 of 78 bytes with their checksum");
    }

    /** Of key and chain code, which alone make the addresses: the other fields have several spellings. */
    private static String fingerprint(byte[] payload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(payload, CHAIN_CODE, PAYLOAD - CHAIN_CODE);
            return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * A hash of the account's key and chain code, which tells nothing about them.
     *
     * @return 32 hexadecimal digits
     */
    @Override
    public String id() {
        return id;
    }

    @Override
    public String address(long index) {
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("index must be 0 to 2147483647, was " + index);
        }
        return BitcoinAddresses.p2wpkh(sin(external, (int) index), network);
    }

    /**
     * Tells whether the addresses of an identity are among the account's. Who signs with such a key shows the account's
     * owner how the key was derived, and whoever steals it can go on to the account.
     *
     * @param sin the identity
     * @param first how many addresses are looked at, of the external and of the change chain each; 1,000 take a second
     * @return true if it is there
     */
    @Override
    public boolean owns(Sin sin, int first) {
        for (int index = 0; index < first; index++) {
            if (sin.equals(sin(external, index)) || sin.equals(sin(change, index))) {
                return true;
            }
        }
        return false;
    }

    private static Sin sin(DeterministicKey chain, int index) {
        DeterministicKey key = HDKeyDerivation.deriveChildKey(chain, new ChildNumber(index, false));
        return Sin.of(BitauthPublicKey.ofBytes(key.getPubKey()));
    }

    /** Only the fingerprint. */
    @Override
    public String toString() {
        return "XpubAddresses[" + id + "]";
    }
}
