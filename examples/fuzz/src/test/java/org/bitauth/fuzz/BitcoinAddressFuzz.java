package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#BITCOIN_ADDRESS}. */
class BitcoinAddressFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.BITCOIN_ADDRESS.feed(input);
    }
}
