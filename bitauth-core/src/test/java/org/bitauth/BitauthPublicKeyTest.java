package org.bitauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.Locale;
import org.bitauth.internal.SignedForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitauthPublicKeyTest {
    private static final String X = "d7cfea0841ca90c67f5260013e2fadf86c7fe3587c58851e4489736bb8ed5863";
    private static final String Y = "a84e1ec0cdf44463e04d0f8f146a2eb752e38ae16401ec8304d023c31046b8b0";
    private static final Signable TEXT = Signable.of(SignedForm.statement("Bitauth test 1\n"));

    @Test
    void readsHexOfEitherCaseAndWritesLowerCase() {
        BitauthPublicKey key = BitauthPublicKey.ofHex("02" + X.toUpperCase(Locale.ROOT));

        assertThat(key.toHex()).isEqualTo("02" + X);
        assertThat(key).isEqualTo(BitauthPublicKey.ofHex("02" + X)).hasSameHashCodeAs(BitauthPublicKey.ofHex("02" + X));
        assertThat(key).hasToString("02" + X);
    }

    @Test
    void tellsTheTwoKeysOfOneXApart() {
        assertThat(BitauthPublicKey.ofHex("03" + X)).isNotEqualTo(BitauthPublicKey.ofHex("02" + X));
    }

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource({
        "the uncompressed form, 04 X Y",
        "the hybrid form, 06 X Y",
        "the hybrid form of the other parity, 07 X Y",
        "65 bytes that begin like a compressed key, 02 X Y",
        "the bare x, X",
        "an x without a point, 020000000000000000000000000000000000000000000000000000000000000005",
        "x = 0, 020000000000000000000000000000000000000000000000000000000000000000",
        "x = p, 02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
        "x = p + 1, 02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30",
        "the highest x, 03ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "infinity, 00",
        "infinity of 33 bytes, 000000000000000000000000000000000000000000000000000000000000000000",
        "prefix 00, 00 X",
        "prefix 01, 01 X",
        "prefix 04, 04 X",
        "prefix 05, 05 X",
        "prefix 12, 12 X",
        "one byte more, 02 X 00",
        "one digit more, 02 X 0",
        "a second key, '02 X,02 X'",
        "a SIN, Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
        "no key, ''"
    })
    void refusesOtherForms(String what, String template) {
        String hex = template.replace(" ", "").replace("X", X).replace("Y", Y);

        assertThatExceptionOfType(MalformedException.class).as(what).isThrownBy(() -> BitauthPublicKey.ofHex(hex));
    }

    @Test
    void refusesTheSameFormsAsBytes() {
        for (String hex : new String[] {"", "00", "04" + X + Y, "06" + X + Y, "05" + X, X, "02" + "00".repeat(32)}) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> BitauthPublicKey.ofBytes(bytes));
        }
    }

    @Test
    void refusesBlanksAndLineBreaksAroundTheDigits() {
        for (String text : new String[] {" 02" + X, "02" + X + " ", "02" + X + "\n", "\t02" + X}) {
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> BitauthPublicKey.ofHex(text));
        }
    }

    @Test
    void copiesBytesAtItsBorders() {
        byte[] bytes = HexFormat.of().parseHex("02" + X);
        BitauthPublicKey key = BitauthPublicKey.ofBytes(bytes);
        bytes[1]++;
        key.toBytes()[1]++;

        assertThat(key.toHex()).isEqualTo("02" + X);
    }

    @Test
    void verifiesOnlyItsOwnSignaturesOfThisText() {
        BitauthKey key = BitauthKey.generate();
        BitauthSignature signature = key.sign(TEXT);

        assertThat(key.publicKey().verifies(TEXT, signature)).isTrue();
        assertThat(BitauthKey.generate().publicKey().verifies(TEXT, signature)).isFalse();
        assertThat(key.publicKey().verifies(Signable.of(SignedForm.statement("Bitauth test 1\n ")), signature))
                .isFalse();
    }
}
