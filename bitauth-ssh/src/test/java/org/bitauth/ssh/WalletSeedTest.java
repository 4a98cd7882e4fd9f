package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published vectors of SLIP-0010 for Ed25519, and the worked example of SLIP-0013. */
class WalletSeedTest {
    private static final String FIRST = "000102030405060708090a0b0c0d0e0f";
    private static final String SECOND = "fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a2"
            + "9f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "m,2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7",
                "m/0',68e0fe46dfb67e368c75379acec591dad19df3cde26e63b93a8e704f1dade7a3",
                "m/0'/1',b1d0bad404bf35da785a64ca1ac54b2617211d2777696fbffaf208f746ae84f2",
                "m/0'/1'/2',92a5b23c0b8a99e37d07df3fb9966917f5d06e02ddbd909c7e184371463e9fc9",
                "m/0'/1'/2'/2',30d1dc7e5fc04c31219ab25a27ae00b50f6fd66622f6e9c913253d6511d1e662",
                "m/0'/1'/2'/2'/1000000000',8f94d394a8e8fd6b1bc2f3f49f5c47e385281d5c17e65324b0f62483e37e8793",
            })
    void derivesTheFirstVectorOfSlip10(String path, String seed) {
        assertThat(WalletSeed.ofHex(FIRST).derive(HardenedPath.parse(path)).publicKey())
                .isEqualTo(SeedKeys.of(seed));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "m,171cb88b1b3c1db25add599712e36245d75bc65a1a5c9e18d76f9f2b1eab4012",
                "m/0',1559eb2bbec5790b0c65d8693e4d0875b1747f4970ae8b650486ed7470845635",
                "m/0'/2147483647',ea4f5bfe8694d8bb74b7b59404632fd5968b774ed545e810de9c32a4fb4192f4",
                "m/0'/2147483647'/1',3757c7577170179c7868353ada796c839135b3d30554bbb74a4b1e4a5a58505c",
                "m/0'/2147483647'/1'/2147483646',5837736c89570de861ebc173b1086da4f505d4adb387c6a1b1342d5e4ac9ec72",
                "m/0'/2147483647'/1'/2147483646'/2',551d333177df541ad876a60ea71f00447931c0a9da16f227c11ea080d7391b8d",
            })
    void derivesTheSecondVectorOfSlip10(String path, String seed) {
        assertThat(WalletSeed.ofHex(SECOND).derive(HardenedPath.parse(path)).publicKey())
                .isEqualTo(SeedKeys.of(seed));
    }

    /** The public halves as SLIP-0010 prints them, after a first byte of 0. */
    @Test
    void derivesThePublicHalvesOfSlip10() {
        assertThat(hex(FIRST, "m/0'/1'/2'/2'/1000000000'"))
                .isEqualTo("3c24da049451555d51a7014a37337aa4e12d41e485abccfa46b47dfb2af54b7a");
        assertThat(hex(SECOND, "m/0'/2147483647'/1'/2147483646'/2'"))
                .isEqualTo("47150c75db263559a70d5778bf36abbab30fb061ad69f69ece61a72b0cfa4fc0");
    }

    @Test
    void findsThePathOfTheExampleOfSlip13() {
        HardenedPath path = HardenedPath.ofService("https://satoshi@bitcoin.org/login", 0);

        assertThat(path.steps().stream().map(step -> Integer.toUnsignedLong(step | 1 << 31)))
                .containsExactly(2147483661L, 2637750992L, 2845082444L, 3761103859L, 4005495825L);
        assertThat(path).hasToString("m/13'/490267344'/697598796'/1613620211'/1858012177'");
        assertThat(HardenedPath.ofService("https://satoshi@bitcoin.org/login", 1))
                .isNotEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "44'",
                "m/",
                "m/44",
                "m/44'/0",
                "M/44'",
                "m/01'",
                "m/-1'",
                "m/2147483648'",
                "m/99999999999'",
                "m/0'/0'/0'/0'/0'/0'/0'/0'/0'/0'/0'",
                "m/4 4'",
                "m//0'"
            })
    void refusesOtherPaths(String path) {
        assertThatThrownBy(() -> HardenedPath.parse(path)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "ssh://", "ssh://a b", "SSH://a", "ssh://\u00e4"})
    void refusesOtherServices(String uri) {
        assertThatThrownBy(() -> HardenedPath.ofService(uri, 0)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "zz", "000102030405060708090a0b0c0d0e0"})
    void refusesOtherSeeds(String hex) {
        assertThatThrownBy(() -> WalletSeed.ofHex(hex)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesASeedOf65Bytes() {
        assertThatThrownBy(() -> WalletSeed.ofHex("00".repeat(65))).isInstanceOf(MalformedException.class);
        assertThat(WalletSeed.ofHex(FIRST)).hasToString("WalletSeed");
    }

    private static String hex(String seed, String path) {
        return HexFormat.of()
                .formatHex(WalletSeed.ofHex(seed)
                        .derive(HardenedPath.parse(path))
                        .publicKey()
                        .toBytes());
    }
}
