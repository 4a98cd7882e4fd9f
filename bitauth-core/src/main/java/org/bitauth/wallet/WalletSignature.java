package org.bitauth.wallet;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.bitauth.BitauthPublicKey;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.http.RequestId;

/**
 * A text signed by a Bitcoin wallet, as it travels: both texts are as the wallet wrote them and may be anything. Two forms
 * are read: 65 bytes from which the key is recovered (BIP 137, Electrum and what Bitcoin wallets did before), and the proofs
 * of BIP 322 for the hash of one key in a witness program, bare or inside P2SH.
 *
 * <p>The key's own addresses are made and compared; nothing that a signature says of its address is believed. A recoverable
 * signature has a twin that verifies as well, so nothing may be looked up by a signature's bytes. Wallet signatures are
 * verified here and never made: a key of this library signs its own texts only.
 *
 * @param address the address that the wallet says it signs for
 * @param signature base64, of BIP 322 with {@code smp} or {@code ful} before it or without
 * @see <a href="https://github.com/bitcoin/bips/blob/master/bip-0137.mediawiki">BIP 137</a>
 * @see <a href="https://github.com/bitcoin/bips/blob/master/bip-0322.mediawiki">BIP 322</a>
 */
public record WalletSignature(String address, String signature) {
    /** The longest text, in bytes of UTF-8. */
    public static final int MAX_TEXT_BYTES = 4096;

    /** The longest signature, in characters. */
    public static final int MAX_SIGNATURE_LENGTH = 2048;

    private static final List<String> PREFIXES = List.of("smp", "ful");
    private static final String PROOF_OF_FUNDS = "pof";

    /**
     * Verifies that the key of the address signed this very text. Throws nothing for any text, address or signature.
     *
     * @param text what was signed
     * @param network the network that the address must be of
     * @return the address and the key, or the step that refused
     */
    public Outcome<ProvenAddress, WalletRejection> verify(String text, BitcoinNetwork network) {
        return verify(text, network, RequestId.next());
    }

    /**
     * Verifies, as {@link #verify(String, BitcoinNetwork)}.
     *
     * @param text what was signed
     * @param network the network that the address must be of
     * @param requestId the id of the request that carries it
     * @return the address and the key, or the step that refused
     */
    public Outcome<ProvenAddress, WalletRejection> verify(String text, BitcoinNetwork network, String requestId) {
        try {
            BitcoinAddress parsed = BitcoinAddress.parse(address, network); // 1
            byte[] bytes = bytes();
            BitauthPublicKey key = key(utf8(text), parsed, bytes, network);
            return new Outcome.Accepted<>(new ProvenAddress(parsed, new ProvenIdentity(key)));
        } catch (MalformedException e) {
            return new Outcome.Rejected<>(WalletRejection.MALFORMED, String.valueOf(e.getMessage()), requestId);
        } catch (RefusedException e) {
            return new Outcome.Rejected<>(e.reason(), String.valueOf(e.getMessage()), requestId);
        }
    }

    private static BitauthPublicKey key(byte[] text, BitcoinAddress address, byte[] bytes, BitcoinNetwork network)
            throws RefusedException {
        switch (address.form()) {
            case P2PKH, P2SH, P2WPKH -> {}
            case P2WSH, P2TR, UNKNOWN ->
                throw new RefusedException( // 2
                        WalletRejection.UNSUPPORTED, address.form() + " is not the hash of one key");
        }
        if (RecoverableSignature.isOne(bytes)) {
            BitauthPublicKey key = RecoverableSignature.of(bytes).recover(text); // 3, 5
            require(key, address, network); // 4
            return key;
        }
        Bip322Proof proof = Bip322Proof.parse(bytes); // 3
        require(proof.key(), address, network); // 4
        proof.verify(text, address); // 3, 5
        return proof.key();
    }

    private static void require(BitauthPublicKey key, BitcoinAddress address, BitcoinNetwork network)
            throws RefusedException {
        Sin sin = key.sin();
        List<String> own = List.of(
                BitcoinAddresses.p2pkh(sin, network),
                BitcoinAddresses.p2shP2wpkh(sin, network),
                BitcoinAddresses.p2wpkh(sin, network));
        if (!own.contains(address.toString())) {
            throw new RefusedException(WalletRejection.ADDRESS, "the key that signed is not that of " + address);
        }
    }

    private static byte[] utf8(String text) {
        if (text.length() > MAX_TEXT_BYTES
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new MalformedException("signed text must be Unicode of at most 4096 bytes");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_TEXT_BYTES) {
            throw new MalformedException("signed text must be Unicode of at most 4096 bytes");
        }
        return bytes;
    }

    private byte[] bytes() throws RefusedException {
        if (signature.length() > MAX_SIGNATURE_LENGTH) {
            throw new MalformedException("wallet signature must have at most 2048 characters");
        }
        if (signature.startsWith(PROOF_OF_FUNDS)) {
            throw new RefusedException(WalletRejection.UNSUPPORTED, "a proof of funds");
        }
        // As base64 these prefixes would begin with bytes that begin no form of signature.
        String base64 = PREFIXES.stream().anyMatch(signature::startsWith) ? signature.substring(3) : signature;
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Not of this alphabet.
        }
        throw new MalformedException("wallet signature must be base64 in its one spelling");
    }
}
