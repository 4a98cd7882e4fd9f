package org.bitauth.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.Sin;
import org.bitauth.internal.Base58Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of BIP 173 and the Bitcoin wiki, all for the private key 1. */
class BitcoinAddressesTest {
    private static final Sin ONE = BitauthKey.ofHex("0".repeat(63) + "1").sin();

    @ParameterizedTest
    @CsvSource({
        "MAINNET, bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "TESTNET, tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
        "REGTEST, bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
    })
    void writesWitnessAddresses(BitcoinNetwork network, String address) {
        assertThat(BitcoinAddresses.p2wpkh(ONE, network)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "MAINNET, 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
        "TESTNET, mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r",
        "REGTEST, mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r"
    })
    void writesAddressesOfTheKeysHash(BitcoinNetwork network, String address) {
        assertThat(BitcoinAddresses.p2pkh(ONE, network)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "MAINNET, 3JvL6Ymt8MVWiCNHC7oWU6nLeHNJKLZGLN",
        "TESTNET, 2NAUYAHhujozruyzpsFRP63mbrdaU5wnEpN",
        "REGTEST, 2NAUYAHhujozruyzpsFRP63mbrdaU5wnEpN"
    })
    void writesAddressesOfTheWitnessProgramsHash(BitcoinNetwork network, String address) {
        assertThat(BitcoinAddresses.p2shP2wpkh(ONE, network)).isEqualTo(address);
    }

    /** The example of BIP 49. */
    @Test
    void writesTheExampleOfBip49() {
        Sin sin = BitauthPublicKey.ofHex("03a1af804ac108a8a51782198c2d034b28bf90c8803f5a53f76276fa69a4eae77f")
                .sin();

        assertThat(BitcoinAddresses.p2shP2wpkh(sin, BitcoinNetwork.TESTNET))
                .isEqualTo("2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2");
    }

    @Test
    void keepsTheHashOfTheIdentity() {
        byte[] hash = new byte[20];
        Arrays.fill(hash, (byte) 0xf1);
        Sin sin = new Sin(Base58Check.encode(new byte[] {0x0f, 0x02}, hash));

        assertThat(sin.hash160()).isEqualTo(hash);
        assertThat(BitcoinAddresses.p2pkh(sin, BitcoinNetwork.MAINNET)).isEqualTo("1P4HgsXtxXMrPmTXDwcYaBHWhsPza9kxcE");
    }
}
