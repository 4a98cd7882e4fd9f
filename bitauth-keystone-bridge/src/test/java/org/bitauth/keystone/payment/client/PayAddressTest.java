package org.bitauth.keystone.payment.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bitauth.keystone.payment.http.DemoTill;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of BIP 173, BIP 350 and BIP 49, and what is none. */
class PayAddressTest {
    @ParameterizedTest
    @CsvSource({
        "MAINNET, bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "TESTNET, tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
        "MAINNET, bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "MAINNET, 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "MAINNET, 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "TESTNET, 2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2",
    })
    void takesEveryKindOfOneNetworkAndOfNoOther(BitcoinNetwork network, String address) {
        assertThat(PayAddress.isOf(network, address)).isTrue();
        assertThat(PayAddress.isOf(
                        network == BitcoinNetwork.MAINNET ? BitcoinNetwork.REGTEST : BitcoinNetwork.MAINNET, address))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "bc1",
                "bc1q",
                "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
                "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
                "bc1sw50qgdz25j",
                "bc1gmk9yu",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
                "11A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
                "0A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            })
    void refusesWhatIsNone(String text) {
        assertThat(PayAddress.isOf(BitcoinNetwork.MAINNET, text)).isFalse();
    }

    /** A checksum of bech32 finds every error of one character, that of base58check all but one in 2^32. */
    @Test
    void refusesEveryAddressWithOneCharacterChangedSeed4711() {
        Random random = new Random(4711);
        String letters = "023456789acdefghjklmnpqrstuvwxyz";
        for (int i = 0; i < 2_000; i++) {
            BitcoinNetwork network = BitcoinNetwork.values()[i % 3];
            var sin = DemoTill.key(1 + random.nextInt(1_000_000)).sin();
            String address = i % 2 == 0 ? BitcoinAddresses.p2wpkh(sin, network) : BitcoinAddresses.p2pkh(sin, network);
            int at = random.nextInt(address.length());
            char other = letters.charAt(random.nextInt(letters.length()));

            assertThat(PayAddress.isOf(network, address)).as(address).isTrue();
            String wrong = address.substring(0, at) + other + address.substring(at + 1);
            assertThat(PayAddress.isOf(network, wrong)).as(wrong).isEqualTo(wrong.equals(address));
        }
    }
}
