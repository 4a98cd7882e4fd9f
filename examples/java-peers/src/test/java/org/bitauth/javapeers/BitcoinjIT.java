package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthSignature;
import org.bitauth.SecretAccess;
import org.bitauth.challenge.AskKind;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.BitcoinNetwork;
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
}
