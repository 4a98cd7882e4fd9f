package org.bitauth.wallet;

/** The Bitcoin networks and their prefixes. */
public enum BitcoinNetwork {
    /** The network where coins have a price. */
    MAINNET(0x00, 0x80, "bc"),
    /** The public test network (testnet4; signet writes the same). */
    TESTNET(0x6f, 0xef, "tb"),
    /** A private network for tests. */
    REGTEST(0x6f, 0xef, "bcrt");

    final byte p2pkhVersion;
    final byte wifVersion;
    final String bech32Prefix;

    BitcoinNetwork(int p2pkhVersion, int wifVersion, String bech32Prefix) {
        this.p2pkhVersion = (byte) p2pkhVersion;
        this.wifVersion = (byte) wifVersion;
        this.bech32Prefix = bech32Prefix;
    }
}
