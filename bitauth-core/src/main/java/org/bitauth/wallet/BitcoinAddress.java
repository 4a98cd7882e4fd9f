package org.bitauth.wallet;

import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.internal.Base58Check;
import org.bitauth.internal.Bech32;

/**
 * An address of one network in its one spelling: base58check, or bech32 and bech32m in lower case. Immutable.
 *
 * @see <a href="https://github.com/bitcoin/bips/blob/master/bip-0350.mediawiki">BIP 350</a>
 */
public final class BitcoinAddress {
    private static final int MAX_LENGTH = 90;

    private final String text;
    private final Form form;
    private final byte[] script;

    private BitcoinAddress(String text, Form form, byte[] script) {
        this.text = text;
        this.form = form;
        this.script = script;
    }

    /** What an address pays to. */
    public enum Form {
        /** The hash of a public key. */
        P2PKH,
        /** The hash of a script, which may be that of {@link #P2WPKH}; the address does not tell. */
        P2SH,
        /** The hash of a public key, in a witness program of version 0. */
        P2WPKH,
        /** The hash of a script, in a witness program of version 0. */
        P2WSH,
        /** A taproot key, in a witness program of version 1. */
        P2TR,
        /** Another witness program, which nobody can spend from yet. */
        UNKNOWN
    }

    /**
     * Reads an address.
     *
     * @param text the address, at most 90 characters
     * @param network the network that it must be of; the test networks share the versions of base58check
     * @return the address, whose text is the same
     * @throws MalformedException if it has another form, is of another network, or its checksum is wrong
     */
    public static BitcoinAddress parse(String text, BitcoinNetwork network) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedException("address must have at most 90 characters");
        }
        Optional<BitcoinAddress> found = Bech32.decode(network.bech32Prefix, text)
                .map(witness -> new BitcoinAddress(
                        text, form(witness), BitcoinScript.witness(witness.version(), witness.program())))
                .or(() -> hash(text, network.p2pkhVersion)
                        .map(hash -> new BitcoinAddress(text, Form.P2PKH, BitcoinScript.p2pkh(hash))))
                .or(() -> hash(text, network.p2shVersion)
                        .map(hash -> new BitcoinAddress(text, Form.P2SH, BitcoinScript.p2sh(hash))));
        return found.orElseThrow(() -> new MalformedException(
                "address must be one of " + network + ", base58 or lower-case bech32 with its checksum"));
    }

    private static Optional<byte[]> hash(String text, byte version) {
        return Base58Check.decode(new byte[] {version}, 20, text);
    }

    private static Form form(Bech32.Witness witness) {
        if (witness.version() == 0) {
            return witness.program().length == 20 ? Form.P2WPKH : Form.P2WSH;
        }
        return witness.version() == 1 && witness.program().length == 32 ? Form.P2TR : Form.UNKNOWN;
    }

    /**
     * What it pays to.
     *
     * @return the form
     */
    public Form form() {
        return form;
    }

    /**
     * The script of an output that pays to it.
     *
     * @return 4 to 42 bytes
     */
    public byte[] script() {
        return script.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitcoinAddress that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /**
     * The address as it is shown.
     *
     * @return the text that was read
     */
    @Override
    public String toString() {
        return text;
    }
}
