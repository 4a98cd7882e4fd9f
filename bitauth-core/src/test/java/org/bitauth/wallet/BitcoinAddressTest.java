package org.bitauth.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.bitauth.MalformedException;
import org.bitauth.internal.Bech32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the examples of BIP 173 and BIP 350. */
class BitcoinAddressTest {
    @ParameterizedTest
    @CsvSource({
        "MAINNET, P2WPKH, bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, 0014751e76e8199196d454941c45d1b3a323f1433bd6",
        "TESTNET, P2WSH, tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7,"
                + " 00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262",
        "MAINNET, P2TR, bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0,"
                + " 512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        "MAINNET, UNKNOWN, bc1sw50qgdz25j, 6002751e",
        "MAINNET, UNKNOWN, bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs, 5210751e76e8199196d454941c45d1b3a323",
        "MAINNET, P2PKH, 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH, 76a914751e76e8199196d454941c45d1b3a323f1433bd688ac",
        "MAINNET, P2SH, 3JvL6Ymt8MVWiCNHC7oWU6nLeHNJKLZGLN, a914bcfeb728b584253d5f3f70bcb780e9ef218a68f487"
    })
    void readsTheAddressesOfANetwork(BitcoinNetwork network, BitcoinAddress.Form form, String text, String script) {
        BitcoinAddress address = BitcoinAddress.parse(text, network);

        assertThat(address.form()).isEqualTo(form);
        assertThat(HexFormat.of().formatHex(address.script())).isEqualTo(script);
        assertThat(address).hasToString(text).isEqualTo(BitcoinAddress.parse(text, network));
        for (BitcoinNetwork other : BitcoinNetwork.values()) {
            if (other != network) {
                refuses(text, other);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Other checksum for the version, both ways.
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
                // Versions, lengths and fillings that there are not.
                "bc130xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
                "bc1pw5dgrnzv",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
                "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
                "bc1qr508d6qejxtdg4y5r3zarvaryv98gj9p",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
                "bc1gmk9yu",
                // One of them twice.
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 ",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4",
                "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMI",
                "11BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
                "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
                "bc1",
                "1",
                ""
            })
    void refusesEverythingElse(String text) {
        refuses(text, BitcoinNetwork.MAINNET);
    }

    @Test
    void isEqualToTheSameAddressAlone() {
        BitcoinAddress one = BitcoinAddress.parse("bc1sw50qgdz25j", BitcoinNetwork.MAINNET);

        assertThat(one)
                .isEqualTo(BitcoinAddress.parse("bc1sw50qgdz25j", BitcoinNetwork.MAINNET))
                .hasSameHashCodeAs("bc1sw50qgdz25j")
                .isNotEqualTo(BitcoinAddress.parse("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", BitcoinNetwork.MAINNET))
                .isNotEqualTo("bc1sw50qgdz25j");
    }

    @Test
    void refusesCapitalsAndLongTexts() {
        refuses("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4".toUpperCase(Locale.ROOT), BitcoinNetwork.MAINNET);
        refuses("bc1" + "q".repeat(88), BitcoinNetwork.MAINNET);
        refuses("1".repeat(1_000_000), BitcoinNetwork.MAINNET);
    }

    @Test
    void readsEachOf2000WitnessProgramsOfSeed20261127AndNoneWithAChange() {
        Random random = new Random(20261127);
        for (int i = 0; i < 2_000; i++) {
            byte[] program = new byte[2 + random.nextInt(39)];
            random.nextBytes(program);
            int version = program.length == 20 || program.length == 32 ? random.nextInt(17) : 1 + random.nextInt(16);
            String text = Bech32.encode("bc", new Bech32.Witness(version, program));

            Bech32.Witness read = Bech32.decode("bc", text).orElseThrow();
            assertThat(read.version()).isEqualTo(version);
            assertThat(read.program()).isEqualTo(program);
            int at = 3 + random.nextInt(text.length() - 3);
            char other = "qpzry9x8gf2tvdw0s3jn54khce6mua7l".charAt(random.nextInt(32));
            String changed = text.substring(0, at) + other + text.substring(at + 1);
            assertThat(Bech32.decode("bc", changed).isPresent()).isEqualTo(changed.equals(text));
        }
    }

    private static void refuses(String text, BitcoinNetwork network) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> BitcoinAddress.parse(text, network));
    }
}
