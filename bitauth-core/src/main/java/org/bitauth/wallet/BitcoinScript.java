package org.bitauth.wallet;

import java.util.Arrays;
import org.bitauth.Sin;

/** The few scripts that pay to one key. */
final class BitcoinScript {
    private static final byte[] P2PKH_START = {0x76, (byte) 0xa9, 0x14};
    private static final byte[] P2PKH_END = {(byte) 0x88, (byte) 0xac};
    private static final byte[] P2SH_START = {(byte) 0xa9, 0x14};
    private static final byte[] P2SH_END = {(byte) 0x87};

    private BitcoinScript() {}

    /** Pays to the hash of a public key. */
    static byte[] p2pkh(byte[] hash160) {
        return join(P2PKH_START, hash160, P2PKH_END);
    }

    /** Pays to the hash of a script (BIP 16). */
    static byte[] p2sh(byte[] hash160) {
        return join(P2SH_START, hash160, P2SH_END);
    }

    /** Pays to a witness program (BIP 141). */
    static byte[] witness(int version, byte[] program) {
        int opcode = version == 0 ? 0 : 0x50 + version;
        return join(new byte[] {(byte) opcode, (byte) program.length}, program);
    }

    /** Pays to the hash of the key of an identity, in a witness program. */
    static byte[] p2wpkh(Sin sin) {
        return witness(0, sin.hash160());
    }

    static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
