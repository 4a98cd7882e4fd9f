package org.bitauth.wallet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.bitauth.internal.Hashes;

/**
 * The two transactions of BIP 322, which no block can hold: one that seems to pay to an address, and whose input has the
 * text, and one that spends it.
 */
final class Bip322Message {
    private static final byte[] TAG = Hashes.sha256("BIP0322-signed-message".getBytes(StandardCharsets.US_ASCII));
    private static final byte[] VERSION_0 = new byte[4];
    private static final byte[] INDEX_0 = new byte[4];
    private static final byte[] SEQUENCE_0 = new byte[4];
    private static final byte[] LOCK_TIME_0 = new byte[4];
    private static final byte[] VALUE_0 = new byte[8];
    private static final byte[] NO_TRANSACTION = new byte[32];
    private static final byte[] NO_INDEX = {-1, -1, -1, -1};
    private static final byte[] ONE = {1};
    private static final byte[] HASH_TYPE_ALL = {1, 0, 0, 0};
    /** An output of nothing to OP_RETURN. */
    private static final byte[] OUTPUT = {0, 0, 0, 0, 0, 0, 0, 0, 1, 0x6a};

    private Bip322Message() {}

    static byte[] hash(byte[] text) {
        return Hashes.sha256(BitcoinScript.join(TAG, TAG, text));
    }

    /** The hash of the transaction that seems to pay to the address, in the order of bytes that inputs have. */
    static byte[] spent(byte[] text, BitcoinAddress address) {
        byte[] scriptSig = BitcoinScript.join(new byte[] {0, 32}, hash(text));
        byte[] script = address.script();
        return Hashes.doubleSha256(BitcoinScript.join(
                VERSION_0,
                ONE,
                NO_TRANSACTION,
                NO_INDEX,
                lengthAnd(scriptSig),
                SEQUENCE_0,
                ONE,
                VALUE_0,
                lengthAnd(script),
                LOCK_TIME_0));
    }

    /** What the key of a hash signs to spend it (BIP 143, SIGHASH_ALL). */
    static byte[] digest(byte[] text, BitcoinAddress address, byte[] hash160) {
        byte[] outpoint = BitcoinScript.join(spent(text, address), INDEX_0);
        return Hashes.doubleSha256(BitcoinScript.join(
                VERSION_0,
                Hashes.doubleSha256(outpoint),
                Hashes.doubleSha256(SEQUENCE_0),
                outpoint,
                lengthAnd(BitcoinScript.p2pkh(hash160)),
                VALUE_0,
                SEQUENCE_0,
                Hashes.doubleSha256(OUTPUT),
                LOCK_TIME_0,
                HASH_TYPE_ALL));
    }

    /** Tells whether these are the outputs of the spending transaction. */
    static boolean isOutput(byte[] outputs) {
        return MessageDigest.isEqual(outputs, OUTPUT);
    }

    private static byte[] lengthAnd(byte[] script) {
        return BitcoinScript.join(new byte[] {(byte) script.length}, script);
    }
}
