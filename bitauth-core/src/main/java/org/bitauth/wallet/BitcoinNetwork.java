package org.bitauth.wallet;

/** The Bitcoin networks and their prefixes. */
public enum BitcoinNetwork {
    /** The network where coins have a price. */
    MAINNET(0x00, 0x05, 0x80, "bc"),
    /** The public test network (testnet4; signet writes the same). */
    TESTNET(0x6f, 0xc4, 0xef, "tb"),
    /** A private network for tests. */
    REGTEST(0x6f, 0xc4, 0xef, "bcrt");

    final byte p2pkhVersion;
    final byte p2shVersion;
    final byte wifVersion;
    final String bech32Prefix;

    BitcoinNetwork(int p2pkhVersion, int p2shVersion, int wifVersion, String bech32Prefix) {
        this.p2pkhVersion = (byte) p2pkhVersion;
        this.p2shVersion = (byte) p2shVersion;
        this.wifVersion = (byte) wifVersion;
        this.bech32Prefix = bech32Prefix;
    }
}
