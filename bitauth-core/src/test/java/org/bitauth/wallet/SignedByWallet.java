package org.bitauth.wallet;

import java.math.BigInteger;
import java.util.Base64;
import java.util.function.Consumer;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.internal.Curve;
import org.bitauth.peers.WalletPeer;

/** A wallet on the private test network, its three addresses, and ways to spoil what it signs. */
final class SignedByWallet {
    static final BitcoinNetwork NETWORK = BitcoinNetwork.REGTEST;
    static final String TEXT = "Bitauth claim 1\nCloud: https://cloud.example/v3";
    static final String SECRET = "38f93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6ad";
    static final WalletPeer WALLET = new WalletPeer(SECRET);
    static final Sin SIN = BitauthKey.ofHex(SECRET).sin();
    static final Sin OTHER = BitauthKey.ofHex("0".repeat(63) + "2").sin();
    static final String P2PKH = BitcoinAddresses.p2pkh(SIN, NETWORK);
    static final String P2SH = BitcoinAddresses.p2shP2wpkh(SIN, NETWORK);
    static final String P2WPKH = BitcoinAddresses.p2wpkh(SIN, NETWORK);

    private SignedByWallet() {}

    static WalletSignature recoverable(String address) {
        return new WalletSignature(address, WALLET.recoverable(TEXT, 31));
    }

    static WalletSignature simple(String address) {
        return new WalletSignature(address, WALLET.simple(TEXT, script(address), WalletPeer.SIGHASH_ALL));
    }

    static WalletSignature full(String address) {
        return new WalletSignature(address, WALLET.full(TEXT, script(address)));
    }

    static byte[] script(String address) {
        return BitcoinAddress.parse(address, NETWORK).script();
    }

    static WalletSignature spoilt(WalletSignature good, Consumer<byte[]> change) {
        byte[] bytes = Base64.getDecoder().decode(good.signature());
        change.accept(bytes);
        return of(good.address(), bytes);
    }

    static WalletSignature of(String address, byte[] bytes) {
        return new WalletSignature(address, Base64.getEncoder().encodeToString(bytes));
    }

    /** The other 65 bytes that tell the same key. */
    static WalletSignature twin(WalletSignature good) {
        return spoilt(good, bytes -> {
            bytes[0] = (byte) ((bytes[0] - 31 ^ 1) + 31);
            Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, bytes, 33, 32)), bytes, 33);
        });
    }
}
