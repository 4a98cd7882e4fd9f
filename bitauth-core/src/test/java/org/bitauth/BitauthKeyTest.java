package org.bitauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.bitauth.internal.SignedForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitauthKeyTest {
    private static final String SECRET = "38f93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6ad";
    private static final String ORDER = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    @Test
    void readsHexOfEitherCase() {
        BitauthKey key = BitauthKey.ofHex(SECRET.replace('a', 'A'));

        assertThat(key.publicKey().toHex())
                .isEqualTo("02d7cfea0841ca90c67f5260013e2fadf86c7fe3587c58851e4489736bb8ed5863");
        assertThat(key.toHex(SecretAccess.EXPORT)).isEqualTo(SECRET);
        assertThat(key.sin()).isEqualTo(new Sin("Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz"));
    }

    @Test
    void takesTheLowestAndTheHighestNumber() {
        assertThat(BitauthKey.ofHex("0".repeat(63) + "1").publicKey().toHex()).startsWith("0279be667e");
        assertThat(BitauthKey.ofHex(ORDER.substring(0, 63) + "0").publicKey().toHex())
                .startsWith("0379be667e");
    }

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource({
        "zero, 0000000000000000000000000000000000000000000000000000000000000000",
        "the order, fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        "the order and one, fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142",
        "the highest bytes, ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "31 bytes, f93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6ad",
        "33 bytes, 0038f93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6ad",
        "an odd digit, 38f93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6a",
        "letters that are no digits, zzf93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6ad",
        "0x in front, 0x38f93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6ad",
        "digits of another script, ３8f93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6ad",
        "nothing, ''"
    })
    void refusesOtherTextsAndDoesNotRepeatThem(String what, String hex) {
        assertThatExceptionOfType(MalformedException.class)
                .as(what)
                .isThrownBy(() -> BitauthKey.ofHex(hex))
                .satisfies(e -> assertThat(
                                hex.isEmpty() || !String.valueOf(e.getMessage()).contains(hex))
                        .isTrue());
    }

    @Test
    void refusesOtherLengthsOfBytes() {
        for (int length : new int[] {0, 1, 31, 33, 64}) {
            byte[] bytes = new byte[length];
            if (length > 0) {
                bytes[length - 1] = 1;
            }
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> BitauthKey.ofBytes(bytes));
        }
    }

    @Test
    void copiesBytesAtItsBorders() {
        byte[] bytes = HexFormat.of().parseHex(SECRET);
        BitauthKey key = BitauthKey.ofBytes(bytes);
        bytes[0]++;
        key.toBytes(SecretAccess.EXPORT)[0]++;

        assertThat(key.toHex(SecretAccess.EXPORT)).isEqualTo(SECRET);
    }

    @Test
    void printsNoSecret() {
        BitauthKey key = BitauthKey.ofHex(SECRET);

        assertThat(key).hasToString("BitauthKey[Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz]");
    }

    @Test
    @SuppressWarnings("NullAway") // Null is what this test is about.
    void givesTheSecretToNobodyWithoutAccess() {
        assertThatNullPointerException()
                .isThrownBy(() -> BitauthKey.ofHex(SECRET).toBytes(null));
    }

    @Test
    void generatesAnotherKeyEachTime() {
        Set<String> sins = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            sins.add(BitauthKey.generate().sin().value());
        }

        assertThat(sins).hasSize(20);
    }

    @Test
    void signsTheSameTextTheSameWay() {
        BitauthKey key = BitauthKey.ofHex(SECRET);
        for (int i = 0; i < 50; i++) {
            Signable text = Signable.of(SignedForm.statement("Bitauth test 1\nNumber: " + i));
            BitauthSignature signature = key.sign(text);

            assertThat(signature).isEqualTo(BitauthKey.ofHex(SECRET).sign(text));
            assertThat(signature.isLowS()).isTrue();
            assertThat(key.publicKey().verifies(text, signature)).isTrue();
        }
    }
}
