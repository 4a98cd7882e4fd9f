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
import static org.bitauth.wallet.SignedByWallet.full;
import static org.bitauth.wallet.SignedByWallet.simple;
import static org.bitauth.wallet.SignedByWallet.spoilt;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bitauth.BitauthSignature;
import org.bitauth.internal.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for proofs of BIP 322. */
class Bip322ProofTest {
    @Test
    void provesBothWitnessAddressesOfAKeyInBothForms() {
        for (String address : List.of(P2WPKH, P2SH)) {
            for (WalletSignature signed : List.of(
                    simple(address),
                    full(address),
                    new WalletSignature(address, "smp" + simple(address).signature()),
                    new WalletSignature(address, "ful" + full(address).signature()))) {
                assertThat(signed.verify(TEXT, NETWORK).accepted())
                        .as(signed.toString())
                        .hasValueSatisfying(
                                proven -> assertThat(proven.signer().sin()).isEqualTo(SIN));
            }
        }
    }

    @Test
    void step1RefusesWhatIsNeitherWitnessNorTransaction() {
        for (byte[] bytes : new byte[][] {{}, {0}, {2}, {2, 1}, {2, 1, 1, 33}, {0, 0, 0, 0, 0, 1}, new byte[64]}) {
            assertThat(SignedByWallet.of(P2WPKH, bytes)
                            .verify(TEXT, NETWORK)
                            .rejected()
                            .orElseThrow()
                            .reason()
                            .isMalformed())
                    .isTrue();
        }
    }

    @Test
    void step1RefusesATransactionOfOtherOutputsOrWithARest() {
        int outputs = 4 + 2 + 1 + 36 + 1 + 4;
        for (int at : new int[] {outputs, outputs + 1, outputs + 9, outputs + 10}) {
            refuses(spoilt(full(P2WPKH), bytes -> bytes[at] ^= 1), WalletRejection.MALFORMED);
        }
        byte[] bytes = bytes(full(P2WPKH));
        refuses(SignedByWallet.of(P2WPKH, Arrays.copyOf(bytes, bytes.length + 1)), WalletRejection.MALFORMED);
        refuses(SignedByWallet.of(P2WPKH, Arrays.copyOf(bytes, bytes.length - 1)), WalletRejection.MALFORMED);
    }

    @Test
    void step1RefusesAKeyOrSignatureOfAnotherForm() {
        byte[] good = bytes(simple(P2WPKH));
        refuses(spoilt(simple(P2WPKH), bytes -> bytes[2] = 0x31), WalletRejection.MALFORMED);
        refuses(spoilt(simple(P2WPKH), bytes -> bytes[good.length - 33] = 4), WalletRejection.MALFORMED);
        refuses(SignedByWallet.of(P2WPKH, witness(new byte[0], key(good))), WalletRejection.MALFORMED);
        refuses(SignedByWallet.of(P2WPKH, witness(new byte[] {1}, key(good))), WalletRejection.MALFORMED);
    }

    @Test
    void step3RefusesAnotherWitnessThanSignatureAndKey() {
        byte[] good = bytes(simple(P2SH));
        byte[] signature = Arrays.copyOfRange(good, 2, 2 + good[1]);
        refuses(SignedByWallet.of(P2SH, witness()), WalletRejection.UNSUPPORTED);
        refuses(SignedByWallet.of(P2SH, witness(signature)), WalletRejection.UNSUPPORTED);
        refuses(SignedByWallet.of(P2SH, witness(new byte[0], signature, key(good))), WalletRejection.UNSUPPORTED);
        refuses(SignedByWallet.of(P2SH, witness(signature, new byte[65])), WalletRejection.UNSUPPORTED);
        refuses(SignedByWallet.of(P2SH, witness(signature, key(good), new byte[252])), WalletRejection.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 0x81, 0x82, 0x83})
    void step3RefusesAnotherHashType(int hashType) {
        byte[] script = SignedByWallet.script(P2WPKH);

        refuses(new WalletSignature(P2WPKH, WALLET.simple(TEXT, script, hashType)), WalletRejection.UNSUPPORTED);
    }

    @Test
    void step3RefusesATimeLock() {
        int length = bytes(full(P2WPKH)).length;
        for (int at : new int[] {0, 3, 4 + 2 + 1 + 36 + 1, length - 4, length - 1}) {
            refuses(spoilt(full(P2WPKH), bytes -> bytes[at] = 2), WalletRejection.UNSUPPORTED);
        }
    }

    @Test
    void step3RefusesFurtherInputsAndTransactionsWithoutAWitness() {
        refuses(spoilt(full(P2WPKH), bytes -> bytes[6] = 2), WalletRejection.UNSUPPORTED);
        refuses(spoilt(full(P2WPKH), bytes -> bytes[5] = 0), WalletRejection.UNSUPPORTED);
    }

    @Test
    void step3RefusesAnAddressWithoutAWitness() {
        refuses(simple(P2PKH), WalletRejection.UNSUPPORTED);
        refuses(full(P2PKH), WalletRejection.UNSUPPORTED);
    }

    @Test
    void step4RefusesTheAddressOfAnotherKey() {
        refuses(simple(BitcoinAddresses.p2wpkh(OTHER, NETWORK)), WalletRejection.ADDRESS);
        refuses(full(BitcoinAddresses.p2shP2wpkh(OTHER, NETWORK)), WalletRejection.ADDRESS);
    }

    @Test
    void step5RefusesAnotherText() {
        for (WalletSignature signed : List.of(simple(P2WPKH), full(P2WPKH), simple(P2SH), full(P2SH))) {
            assertThat(signed.verify(TEXT + " ", NETWORK).rejected())
                    .hasValueSatisfying(no -> assertThat(no.reason()).isEqualTo(WalletRejection.SIGNATURE));
        }
    }

    @Test
    void step5RefusesAProofForTheKeysOtherAddress() {
        refuses(new WalletSignature(P2SH, simple(P2WPKH).signature()), WalletRejection.SIGNATURE);
        refuses(new WalletSignature(P2WPKH, simple(P2SH).signature()), WalletRejection.SIGNATURE);
        refuses(new WalletSignature(P2SH, full(P2WPKH).signature()), WalletRejection.SIGNATURE);
        refuses(new WalletSignature(P2WPKH, full(P2SH).signature()), WalletRejection.SIGNATURE);
    }

    @Test
    void step5RefusesATransactionThatSpendsSomethingElse() {
        refuses(spoilt(full(P2WPKH), bytes -> bytes[7] ^= 1), WalletRejection.SIGNATURE);
        refuses(spoilt(full(P2WPKH), bytes -> bytes[7 + 32] = 1), WalletRejection.SIGNATURE);
        refuses(spoilt(full(P2SH), bytes -> bytes[7 + 36 + 10] ^= 1), WalletRejection.SIGNATURE);
    }

    @Test
    void step5RefusesAHighS() {
        byte[] good = bytes(simple(P2WPKH));
        byte[] numbers =
                BitauthSignature.ofDer(Arrays.copyOfRange(good, 2, 1 + good[1])).toBytes();
        Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, numbers, 32, 32)), numbers, 32);
        byte[] der = BitauthSignature.ofBytes(numbers).toDer();
        byte[] signature = Arrays.copyOf(der, der.length + 1);
        signature[der.length] = 1;

        refuses(SignedByWallet.of(P2WPKH, witness(signature, key(good))), WalletRejection.SIGNATURE);
    }

    @Test
    void writesTheScriptsOfItsAddresses() {
        String hash = HexFormat.of().formatHex(SIN.hash160());
        assertThat(HexFormat.of().formatHex(SignedByWallet.script(P2WPKH))).isEqualTo("0014" + hash);
        assertThat(HexFormat.of().formatHex(SignedByWallet.script(P2PKH))).isEqualTo("76a914" + hash + "88ac");
    }

    private static byte[] witness(byte[]... items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(items.length);
        for (byte[] item : items) {
            out.write(item.length);
            out.writeBytes(item);
        }
        return out.toByteArray();
    }

    private static byte[] key(byte[] witness) {
        return Arrays.copyOfRange(witness, witness.length - 33, witness.length);
    }

    private static byte[] bytes(WalletSignature signed) {
        return Base64.getDecoder().decode(signed.signature());
    }

    private static void refuses(WalletSignature signed, WalletRejection reason) {
        assertThat(signed.verify(TEXT, NETWORK).rejected())
                .hasValueSatisfying(no -> assertThat(no.reason()).isEqualTo(reason));
    }
}
