package org.bitauth.cli;

import org.bitauth.MalformedException;
import org.bitauth.wallet.BitcoinNetwork;
import picocli.CommandLine.ITypeConverter;

/** A Bitcoin network as people write it. */
final class NetworkOption implements ITypeConverter<BitcoinNetwork> {
    @Override
    public BitcoinNetwork convert(String value) {
        return parse(value);
    }

    static BitcoinNetwork parse(String value) {
        return switch (value) {
            case "mainnet" -> BitcoinNetwork.MAINNET;
            case "testnet" -> BitcoinNetwork.TESTNET;
            case "regtest" -> BitcoinNetwork.REGTEST;
            default -> throw new MalformedException("network must be mainnet, testnet or regtest");
        };
    }
}
