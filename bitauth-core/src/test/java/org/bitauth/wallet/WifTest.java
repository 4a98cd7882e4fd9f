package org.bitauth.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.internal.Base58Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WifTest {
    private static final String ONE = "0000000000000000000000000000000000000000000000000000000000000001";

    @ParameterizedTest
    @CsvSource({
        "MAINNET, KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn, " + ONE,
        "TESTNET, cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA, " + ONE,
        "REGTEST, cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA, " + ONE,
        "MAINNET, KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617, "
                + "0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d"
    })
    void readsAndWritesPublishedExamples(BitcoinNetwork network, String wif, String secret) {
        assertThat(Wif.parse(wif).toHex(SecretAccess.EXPORT)).isEqualTo(secret);
        assertThat(Wif.format(BitauthKey.ofHex(secret), network, SecretAccess.EXPORT))
                .isEqualTo(wif);
    }

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource({
        "an uncompressed key, 5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDf",
        "an uncompressed key of the test network, 91avARGdfge8E4tZfYLoxeJ5sGBdNJQH4kvjJoQFacbgwmaKkrx",
        "a wrong checksum, KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWm",
        "a letter outside the alphabet, KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoW0",
        "an address, 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
        "a SIN, Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
        "hex, " + ONE,
        "nothing, ''"
    })
    void refusesOtherTextsAndDoesNotRepeatThem(String what, String text) {
        assertThatExceptionOfType(MalformedException.class)
                .as(what)
                .isThrownBy(() -> Wif.parse(text))
                .satisfies(e -> assertThat(text.isEmpty()
                                || !String.valueOf(e.getMessage()).contains(text))
                        .isTrue());
    }

    @Test
    void refusesOtherVersionsMarksLengthsAndNumbers() {
        byte[] one = new byte[33];
        one[31] = 1;
        one[32] = 1;
        assertThat(Wif.parse(Base58Check.encode(new byte[] {(byte) 0x80}, one)).toHex(SecretAccess.EXPORT))
                .isEqualTo(ONE);
        byte[] otherMark = one.clone();
        otherMark[32] = 2;

        refuses(new byte[] {0x00}, one);
        refuses(new byte[] {(byte) 0xb0}, one);
        refuses(new byte[] {(byte) 0x80}, otherMark);
        refuses(new byte[] {(byte) 0x80}, new byte[34]);
        refuses(new byte[] {(byte) 0x80}, new byte[0]);
        refuses(new byte[0], new byte[0]);
        byte[] zero = new byte[33];
        zero[32] = 1;
        refuses(new byte[] {(byte) 0x80}, zero);
    }

    private static void refuses(byte[] prefix, byte[] payload) {
        String text = Base58Check.encode(prefix, payload);
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Wif.parse(text));
    }
}
