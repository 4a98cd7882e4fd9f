package org.bitauth.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.wallet.SignedByWallet.NETWORK;
import static org.bitauth.wallet.SignedByWallet.OTHER;
import static org.bitauth.wallet.SignedByWallet.P2PKH;
import static org.bitauth.wallet.SignedByWallet.P2SH;
import static org.bitauth.wallet.SignedByWallet.P2WPKH;
import static org.bitauth.wallet.SignedByWallet.SIN;
import static org.bitauth.wallet.SignedByWallet.TEXT;
import static org.bitauth.wallet.SignedByWallet.WALLET;
import static org.bitauth.wallet.SignedByWallet.recoverable;
import static org.bitauth.wallet.SignedByWallet.spoilt;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import org.bitauth.Outcome;
import org.bitauth.internal.Bech32;
import org.bitauth.internal.Curve;
import org.bitauth.peers.WalletPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for every wallet signature, and those for 65 bytes. */
class WalletSignatureTest {
    private static final String KEY_2_P2WPKH = BitcoinAddresses.p2wpkh(OTHER, NETWORK);

    @ParameterizedTest
    @ValueSource(ints = {31, 35, 39})
    void provesEachAddressOfTheKeyWhateverTypeTheHeaderTells(int header) {
        String signature = WALLET.recoverable(TEXT, header);

        for (String address : new String[] {P2PKH, P2SH, P2WPKH}) {
            assertThat(new WalletSignature(address, signature)
                            .verify(TEXT, NETWORK)
                            .accepted())
                    .hasValueSatisfying(proven -> {
                        assertThat(proven.address()).hasToString(address);
                        assertThat(proven.signer().sin()).isEqualTo(SIN);
                    });
        }
    }

    @Test
    void takesTheTwinWithTheHighS() {
        WalletSignature twin = SignedByWallet.twin(recoverable(P2WPKH));

        assertThat(twin).isNotEqualTo(recoverable(P2WPKH));
        assertThat(twin.verify(TEXT, NETWORK).accepted()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0xfc, 0xfd, 0xff, 0x100, 4096})
    void provesTextsOfAnyLengthUpTo4096Bytes(int length) {
        String text = "a".repeat(length);

        assertThat(new WalletSignature(P2PKH, WALLET.recoverable(text, 31))
                        .verify(text, NETWORK)
                        .accepted())
                .isPresent();
    }

    @Test
    void provesTextsBeyondAscii() {
        String text = "öäü 测试 \ud83d\ude04";

        assertThat(new WalletSignature(P2PKH, WALLET.recoverable(text, 31))
                        .verify(text, NETWORK)
                        .accepted())
                .isPresent();
    }

    @Test
    void step1RefusesALongerText() {
        for (String text : new String[] {"a".repeat(4097), "é".repeat(2049), "\ud83d"}) {
            refuses(
                    new WalletSignature(P2PKH, WALLET.recoverable(text, 31)).verify(text, NETWORK, "req-1"),
                    WalletRejection.MALFORMED);
        }
    }

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource({
        "nothing, ''",
        "hex, 1f00",
        "an address of the main network, bc1q08alc0e5ua69scxhvyma568nvguqccrv4cc9n4",
        "a wrong checksum, mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8s",
        "capitals, BCRT1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KYGT080",
        "a SIN, Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
    })
    void step1RefusesOtherAddresses(String what, String address) {
        assertThat(what).isNotEmpty();
        refuses(new WalletSignature(address, recoverable(P2PKH).signature()), WalletRejection.MALFORMED);
    }

    @Test
    void step1RefusesAnotherSpellingOfBase64() {
        String good = recoverable(P2PKH).signature();
        assertThat(good).hasSize(88).endsWith("=");

        for (String other : new String[] {
            "",
            "=",
            "é",
            good.substring(0, 87),
            good + "=",
            " " + good,
            good + "\n",
            good.substring(0, 86) + (char) (good.charAt(86) + 1) + "=",
            "smp" + good.substring(0, 87),
            good.repeat(24)
        }) {
            refuses(new WalletSignature(P2PKH, other), WalletRejection.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 26, 43, 0x80, 0xff})
    void step1RefusesHeadersThatTellNoKey(int header) {
        refuses(spoilt(recoverable(P2PKH), bytes -> bytes[0] = (byte) header), WalletRejection.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 33})
    void step1RefusesNumbersOutOfRange(int at) {
        for (BigInteger number : new BigInteger[] {
            BigInteger.ZERO, Curve.ORDER, BigInteger.TWO.pow(256).subtract(BigInteger.ONE)
        }) {
            refuses(
                    spoilt(recoverable(P2PKH), bytes -> {
                        Arrays.fill(bytes, at, at + 32, (byte) 0);
                        Curve.writeScalar(number, bytes, at);
                    }),
                    WalletRejection.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 66, 72})
    void step1RefusesOtherLengths(int length) {
        byte[] bytes =
                Arrays.copyOf(Base64.getDecoder().decode(recoverable(P2PKH).signature()), length);

        assertThat(SignedByWallet.of(P2PKH, bytes)
                        .verify(TEXT, NETWORK)
                        .rejected()
                        .orElseThrow()
                        .reason()
                        .isMalformed())
                .isTrue();
    }

    @Test
    void step2RefusesAddressesThatAreNotOfOneKeysHash() {
        for (Bech32.Witness witness : new Bech32.Witness[] {
            new Bech32.Witness(0, new byte[32]),
            new Bech32.Witness(1, new byte[32]),
            new Bech32.Witness(1, new byte[20]),
            new Bech32.Witness(16, new byte[20])
        }) {
            String address = Bech32.encode("bcrt", witness);
            refuses(new WalletSignature(address, recoverable(P2PKH).signature()), WalletRejection.UNSUPPORTED);
        }
    }

    @Test
    void step3RefusesAnUncompressedKey() {
        refuses(new WalletSignature(P2PKH, WALLET.recoverable(TEXT, 27)), WalletRejection.UNSUPPORTED);
    }

    @Test
    void step3RefusesAProofOfFunds() {
        refuses(new WalletSignature(P2PKH, "pofcHNidP8BAA=="), WalletRejection.UNSUPPORTED);
    }

    @Test
    void step4RefusesTheAddressOfAnotherKey() {
        for (String address : new String[] {
            BitcoinAddresses.p2pkh(OTHER, NETWORK), BitcoinAddresses.p2shP2wpkh(OTHER, NETWORK), KEY_2_P2WPKH
        }) {
            refuses(recoverable(address), WalletRejection.ADDRESS);
        }
        assertThat(new WalletSignature(KEY_2_P2WPKH, new WalletPeer("2").recoverable(TEXT, 31))
                        .verify(TEXT, NETWORK)
                        .accepted())
                .isPresent();
    }

    @Test
    void step4RefusesAnotherText() {
        refuses(recoverable(P2PKH).verify(TEXT + "\n", NETWORK, "req-1"), WalletRejection.ADDRESS);
    }

    @Test
    void step4RefusesTheOtherKeysOfTheSameNumbers() {
        refuses(
                spoilt(recoverable(P2PKH), bytes -> bytes[0] = (byte) ((bytes[0] - 31 ^ 1) + 31)),
                WalletRejection.ADDRESS);
    }

    @Test
    void step5RefusesNumbersThatNoKeyMakes() {
        // With these headers x would be r + n, which is beyond the field for nearly every r.
        refuses(spoilt(recoverable(P2PKH), bytes -> bytes[0] = 33), WalletRejection.SIGNATURE);
        refuses(
                spoilt(recoverable(P2PKH), bytes -> {
                    Arrays.fill(bytes, 1, 33, (byte) 0);
                    bytes[32] = 5; // No point of the curve has this x.
                    bytes[0] = 31;
                }),
                WalletRejection.SIGNATURE);
    }

    @Test
    void tellsClientErrorsFromDisbelief() {
        assertThat(WalletRejection.values())
                .filteredOn(WalletRejection::isMalformed)
                .containsExactly(WalletRejection.MALFORMED, WalletRejection.UNSUPPORTED);
    }

    private static void refuses(WalletSignature signed, WalletRejection reason) {
        refuses(signed.verify(TEXT, NETWORK, "req-1"), reason);
    }

    private static void refuses(Outcome<ProvenAddress, WalletRejection> outcome, WalletRejection reason) {
        assertThat(outcome.rejected()).hasValueSatisfying(no -> {
            assertThat(no.reason()).isEqualTo(reason);
            assertThat(no.requestId()).isEqualTo("req-1");
            assertThat(no.detail()).isNotBlank();
        });
    }
}
