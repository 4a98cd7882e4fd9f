package org.bitauth.keystone.payment.bitcoin;

import java.util.Optional;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.base.Network;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptException;
import org.bitcoinj.script.ScriptPattern;

/** The address that an output's script stands for, in the spelling of Bitcoin's nodes. */
final class OutputScript {
    /** P2TR has 34 bytes, the longest that has an address. */
    private static final int MAX_LENGTH = 34;

    private OutputScript() {}

    static Optional<String> address(byte[] program, BitcoinNetwork network) {
        if (program.length > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            Script script = Script.parse(program);
            boolean known = ScriptPattern.isP2PKH(script)
                    || ScriptPattern.isP2SH(script)
                    || ScriptPattern.isP2WPKH(script)
                    || ScriptPattern.isP2WSH(script)
                    || ScriptPattern.isP2TR(script);
            return known ? Optional.of(script.getToAddress(of(network)).toString()) : Optional.empty();
        } catch (ScriptException e) {
            return Optional.empty();
        }
    }

    private static Network of(BitcoinNetwork network) {
        return switch (network) {
            case MAINNET -> org.bitcoinj.base.BitcoinNetwork.MAINNET;
            case TESTNET -> org.bitcoinj.base.BitcoinNetwork.TESTNET;
            case REGTEST -> org.bitcoinj.base.BitcoinNetwork.REGTEST;
        };
    }
}
