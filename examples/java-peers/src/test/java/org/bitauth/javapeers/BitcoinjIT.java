package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.SecretAccess;
import org.bitauth.Sin;
import org.bitauth.challenge.AskKind;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitauth.wallet.WalletRejection;
import org.bitauth.wallet.WalletSignature;
import org.bitauth.wallet.Wif;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.crypto.ECKey;
import org.junit.jupiter.api.Test;

/** Addresses, WIF and signatures as bitcoinj makes them. */
class BitcoinjIT {
    private static final int KEYS = 200;

    @Test
    void hasTheSameAddressesAndWif() {
        for (int i = 0; i < KEYS; i++) {
            BitauthKey ours = BitauthKey.generate();
            ECKey theirs = ECKey.fromPrivate(ours.toBytes(SecretAccess.EXPORT));
            for (BitcoinNetwork network : BitcoinNetwork.values()) {
                var same = org.bitcoinj.base.BitcoinNetwork.valueOf(network.name());

                assertThat(BitcoinAddresses.p2wpkh(ours.sin(), network))
                        .isEqualTo(theirs.toAddress(ScriptType.P2WPKH, same).toString());
                assertThat(BitcoinAddresses.p2pkh(ours.sin(), network))
                        .isEqualTo(theirs.toAddress(ScriptType.P2PKH, same).toString());
                assertThat(Wif.format(ours, network, SecretAccess.EXPORT)).isEqualTo(theirs.getPrivateKeyAsWiF(same));
            }
        }
    }

    @Test
    void makesTheSameSignatures() {
        Challenges challenges =
                Challenges.builder(URI.create("https://cloud.example/v3")).build();
        AskKind kind = AskKind.of("sign in");
        for (int i = 0; i < KEYS; i++) {
            BitauthKey ours = BitauthKey.generate();
            ECKey theirs = ECKey.fromPrivate(ours.toBytes(SecretAccess.EXPORT));
            ChallengeAnswer answer = ChallengeAnswer.sign(
                            challenges.issue(ours.sin(), kind.ask()).text(), challenges.cloud(), kind.ask(), ours)
                    .orElseThrow(no -> new AssertionError(no.detail()));
            Sha256Hash digest = Sha256Hash.of(answer.challenge().getBytes(StandardCharsets.US_ASCII));

            byte[] der = BitauthSignature.ofDerHex(answer.signature()).toDer();

            assertThat(der).isEqualTo(theirs.sign(digest).toCanonicalised().encodeToDER());
        }
    }

    @Test
    void signsMessagesThatTheVerifierTakesForEachAddressOfTheKey() {
        String text = "Bitauth claim 1\nCloud: https://cloud.example/v3";
        for (int i = 0; i < KEYS; i++) {
            ECKey theirs = new ECKey();
            Sin sin = BitauthPublicKey.ofBytes(theirs.getPubKey()).sin();
            for (ScriptType type : List.of(ScriptType.P2PKH, ScriptType.P2WPKH)) {
                String address = theirs.toAddress(type, org.bitcoinj.base.BitcoinNetwork.MAINNET)
                        .toString();
                WalletSignature signed = new WalletSignature(address, theirs.signMessage(text, type));

                assertThat(signed.verify(text, BitcoinNetwork.MAINNET).accepted())
                        .hasValueSatisfying(
                                proven -> assertThat(proven.signer().sin()).isEqualTo(sin));
                assertThat(signed.verify(text + "x", BitcoinNetwork.MAINNET).accepted())
                        .isEmpty();
            }
            WalletSignature uncompressed = new WalletSignature(
                    BitcoinAddresses.p2pkh(sin, BitcoinNetwork.MAINNET),
                    theirs.decompress().signMessage(text, ScriptType.P2PKH));
            assertThat(uncompressed.verify(text, BitcoinNetwork.MAINNET).rejected())
                    .hasValueSatisfying(no -> assertThat(no.reason()).isEqualTo(WalletRejection.UNSUPPORTED));
        }
    }
}
