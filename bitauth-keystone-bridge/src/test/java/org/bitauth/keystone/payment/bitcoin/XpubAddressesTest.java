package org.bitauth.keystone.payment.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bitauth.BitauthPublicKey;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.base.Base58;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.crypto.ChildNumber;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.HDKeyDerivation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XpubAddressesTest {
    /** Account 0 of BIP 84's test vectors. */
    private static final String ZPUB =
            "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUk"
                    + "gDKf31mGDtKsAYz2oz2AGutZYs";

    private final DeterministicKey account = account("an account of the tests");

    @Test
    void hasTheAddressesOfBip84() {
        XpubAddresses addresses = new XpubAddresses(ZPUB, BitcoinNetwork.MAINNET);
        assertThat(addresses.address(0)).isEqualTo("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu");
        assertThat(addresses.address(1)).isEqualTo("bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g");
    }

    @ParameterizedTest
    @CsvSource({
        "0488b21e, MAINNET",
        "04b24746, MAINNET",
        "043587cf, TESTNET",
        "045f1cf6, TESTNET",
        "043587cf, REGTEST",
        "045f1cf6, REGTEST"
    })
    void takesEverySpellingOfAnAccount(String version, BitcoinNetwork network) {
        XpubAddresses addresses = new XpubAddresses(spelled(version), network);
        DeterministicKey child = child(0, 7);
        assertThat(addresses.address(7))
                .isEqualTo(child.toAddress(ScriptType.P2WPKH, org.bitcoinj.base.BitcoinNetwork.valueOf(network.name()))
                        .toString());
        assertThat(addresses.id())
                .matches("[0-9a-f]{32}")
                .isEqualTo(new XpubAddresses(spelled("0488b21e"), BitcoinNetwork.MAINNET).id());
    }

    @Test
    void hasAnotherIdForAnotherAccount() {
        String other = account("another account").serializePubB58(org.bitcoinj.base.BitcoinNetwork.REGTEST);
        assertThat(new XpubAddresses(other, BitcoinNetwork.REGTEST).id())
                .isNotEqualTo(regtest().id());
    }

    @ParameterizedTest
    @CsvSource({"0488b21e, REGTEST", "04b24746, TESTNET", "043587cf, MAINNET", "045f1cf6, MAINNET"})
    void refusesAnotherNetwork(String version, BitcoinNetwork network) {
        assertThatThrownBy(() -> new XpubAddresses(spelled(version), network))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("network");
    }

    @Test
    void refusesAPrivateKeyAndDoesNotRepeatIt() {
        String secret = account.serializePrivB58(org.bitcoinj.base.BitcoinNetwork.REGTEST);
        assertThatThrownBy(() -> new XpubAddresses(secret, BitcoinNetwork.REGTEST))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("private")
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret, secret.substring(20, 40)));
    }

    @Test
    void refusesAPrivateKeyUnderThePrefixOfAPublicOne() {
        byte[] payload = Base58.decodeChecked(account.serializePrivB58(org.bitcoinj.base.BitcoinNetwork.REGTEST));
        ByteBuffer.wrap(payload).putInt(0x043587cf);
        assertThatThrownBy(() -> new XpubAddresses(checked(payload), BitcoinNetwork.REGTEST))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"049d7cb2", "0295b43f", "02aa7ed3", "00000000"})
    void refusesAccountsOfOtherKindsOfAddresses(String version) {
        assertThatThrownBy(() -> new XpubAddresses(spelled(version), BitcoinNetwork.MAINNET))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("xpub");
    }

    @Test
    void refusesTextThatIsNoKey() {
        for (String text : new String[] {
            "",
            "xpub",
            ZPUB.substring(1),
            ZPUB + "1",
            ZPUB.replace('Z', 'Y'),
            "0OIl",
            " ".repeat(111),
            "1".repeat(1_000_000)
        }) {
            assertThatThrownBy(() -> new XpubAddresses(text, BitcoinNetwork.MAINNET))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void refusesAKeyThatIsNoPoint() {
        byte[] payload = Base58.decodeChecked(spelled("043587cf"));
        Arrays.fill(payload, 46, 78, (byte) 0xff);
        assertThatThrownBy(() -> new XpubAddresses(checked(payload), BitcoinNetwork.REGTEST))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesIndexesThatAreHardenedOrNegative() {
        assertThat(regtest().address(Integer.MAX_VALUE)).startsWith("bcrt1q");
        assertThatThrownBy(() -> regtest().address(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> regtest().address(1L << 31)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ownsItsFirstAddressesOfBothChainsAndNoOther() {
        assertThat(regtest().owns(sin(child(0, 4)), 5)).isTrue();
        assertThat(regtest().owns(sin(child(1, 4)), 5)).isTrue();
        assertThat(regtest().owns(sin(child(0, 5)), 5)).isFalse();
        assertThat(regtest().owns(sin(child(2, 0)), 5)).isFalse();
        assertThat(regtest().owns(sin(account), 5)).isFalse();
    }

    @Test
    void printsNeitherKeyNorChainCode() {
        assertThat(regtest()).hasToString("XpubAddresses[" + regtest().id() + "]");
    }

    private XpubAddresses regtest() {
        return new XpubAddresses(spelled("043587cf"), BitcoinNetwork.REGTEST);
    }

    private String spelled(String version) {
        byte[] payload = Base58.decodeChecked(account.serializePubB58(org.bitcoinj.base.BitcoinNetwork.REGTEST));
        ByteBuffer.wrap(payload).putInt(Integer.parseUnsignedInt(version, 16));
        return checked(payload);
    }

    private static String checked(byte[] payload) {
        ByteBuffer rest = ByteBuffer.wrap(payload, 1, payload.length - 1);
        byte[] tail = new byte[rest.remaining()];
        rest.get(tail);
        return Base58.encodeChecked(payload[0] & 0xff, tail);
    }

    private DeterministicKey child(int chain, int index) {
        return HDKeyDerivation.deriveChildKey(
                HDKeyDerivation.deriveChildKey(account, new ChildNumber(chain)), new ChildNumber(index));
    }

    private static Sin sin(DeterministicKey key) {
        return Sin.of(BitauthPublicKey.ofBytes(key.getPubKey()));
    }

    private static DeterministicKey account(String seed) {
        DeterministicKey key = HDKeyDerivation.createMasterPrivateKey(seed.getBytes(StandardCharsets.US_ASCII));
        for (int step : new int[] {84, 1, 0}) {
            key = HDKeyDerivation.deriveChildKey(key, new ChildNumber(step, true));
        }
        return key;
    }
}
