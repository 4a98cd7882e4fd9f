package org.bitauth.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Fuzzes {@link ParserTarget#WALLET_SIGNATURE}. */
class WalletSignatureFuzz {
    @FuzzTest
    void feed(byte[] input) {
        ParserTarget.WALLET_SIGNATURE.feed(input);
    }
}
