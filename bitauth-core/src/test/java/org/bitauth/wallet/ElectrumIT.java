package org.bitauth.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.peers.WalletPeer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An unmodified Electrum, which never goes online, with the wallet of one key. */
class ElectrumIT {
    private static final BitcoinNetwork NETWORK = BitcoinNetwork.REGTEST;
    private static final BitauthKey KEY = BitauthKey.ofHex(SignedByWallet.SECRET);
    private static final String TEXT = "Bitauth claim 1\nCloud: https://cloud.example/v3\nIdentity: " + KEY.sin();

    @TempDir
    private Path folder;

    @BeforeEach
    void findsElectrum() {
        Peers.requirePrograms("electrum");
    }

    @ParameterizedTest
    @CsvSource({"p2pkh, P2PKH", "p2wpkh, P2WPKH", "p2wpkh-p2sh, P2SH"})
    void signsWhatTheVerifierTakesForItsOwnAddress(String type, BitcoinAddress.Form form) {
        electrum(type, "restore", type + ":" + Wif.format(KEY, NETWORK, SecretAccess.EXPORT));
        String address = electrum(type, "listaddresses").replaceAll("[^A-Za-z0-9]", "");
        assertThat(BitcoinAddress.parse(address, NETWORK).form()).isEqualTo(form);

        WalletSignature signed = new WalletSignature(address, electrum(type, "signmessage", address, TEXT));

        assertThat(signed.verify(TEXT, NETWORK).accepted())
                .as(signed.toString())
                .hasValueSatisfying(proven -> assertThat(proven.signer().sin()).isEqualTo(KEY.sin()));
        assertThat(signed.verify(TEXT + "\n", NETWORK).accepted()).isEmpty();
    }

    @Test
    void takesWhatTheWalletOfTheTestsSigns() {
        String address = BitcoinAddresses.p2wpkh(KEY.sin(), NETWORK);
        String signature = new WalletPeer(SignedByWallet.SECRET).recoverable(TEXT, 31);

        assertThat(electrum("none", "verifymessage", address, signature, TEXT)).isEqualTo("true");
        assertThat(electrum("none", "verifymessage", address, signature, TEXT + "x"))
                .isEqualTo("false");
    }

    private String electrum(String wallet, String... words) {
        String home = folder.toString();
        List<String> command = new ArrayList<>(List.of("electrum"));
        command.addAll(List.of(words));
        command.addAll(List.of("--regtest", "--offline", "-D", home));
        if (!words[0].equals("verifymessage")) { // It takes no wallet.
            command.addAll(List.of("-w", folder.resolve(wallet).toString()));
        }
        Programs.Result result = Programs.run(Map.of("HOME", home), command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output().strip();
    }
}
