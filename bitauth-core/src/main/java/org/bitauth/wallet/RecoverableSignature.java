package org.bitauth.wallet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.internal.Hashes;
import org.bitauth.internal.engine.Engines;

/**
 * 65 bytes: a header, r and s. The header tells which of the possible keys it was and, since BIP 137, the type of address,
 * which Electrum and others write wrong; only the first is read.
 */
record RecoverableSignature(int recoveryId, BitauthSignature numbers) {
    private static final int LENGTH = 65;
    private static final int UNCOMPRESSED = 27;
    private static final int COMPRESSED = 31;
    private static final int AFTER_LAST = 43;
    private static final byte[] MAGIC = "\u0018Bitcoin Signed Message:\n".getBytes(StandardCharsets.US_ASCII);

    /** No proof of BIP 322 for one key has this length. */
    static boolean isOne(byte[] bytes) {
        return bytes.length == LENGTH;
    }

    static RecoverableSignature of(byte[] bytes) throws RefusedException {
        int header = bytes[0] & 0xff;
        if (header < UNCOMPRESSED || header >= AFTER_LAST) {
            throw new RefusedException(WalletRejection.MALFORMED, "header must be from 31 to 42");
        }
        if (header < COMPRESSED) {
            throw new RefusedException(WalletRejection.UNSUPPORTED, "signed with an uncompressed key");
        }
        BitauthSignature numbers = BitauthSignature.ofBytes(Arrays.copyOfRange(bytes, 1, LENGTH));
        return new RecoverableSignature(header - COMPRESSED & 3, numbers);
    }

    BitauthPublicKey recover(byte[] text) throws RefusedException {
        return Engines.verifier()
                .recover(digest(text), numbers.toBytes(), recoveryId)
                .map(BitauthPublicKey::ofBytes)
                .orElseThrow(() -> new RefusedException(WalletRejection.SIGNATURE, "no key made the signature"));
    }

    static byte[] digest(byte[] text) {
        return Hashes.doubleSha256(BitcoinScript.join(MAGIC, length(text), text));
    }

    /** A length as Bitcoin writes it; texts are shorter than 65,536 bytes. */
    private static byte[] length(byte[] text) {
        int length = text.length;
        return length < 0xfd
                ? new byte[] {(byte) length}
                : new byte[] {(byte) 0xfd, (byte) length, (byte) (length >>> 8)};
    }
}
