package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHashTest {
    /** Python: hashlib.pbkdf2_hmac("sha256", "gruen with umlaut".encode(), bytes(range(16)), 1000). */
    private static final String KNOWN =
            "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODw:oWaIcRNpRaUx7PyRRwPy9Trxz6ZlWhnJj1E6Xe1nClY";

    private static final String SALT = "AAECAwQFBgcICQoLDA0ODw";
    private static final String HASH = "A".repeat(43);

    @Test
    void matchesItsSecretOnly() {
        SecretHash hash = SecretHash.of("secret");

        assertThat(hash.matches("secret")).isTrue();
        for (String other : new String[] {"", "secre", "secret ", "Secret"}) {
            assertThat(hash.matches(other)).as(other).isFalse();
        }
    }

    @Test
    void agreesWithAnotherImplementation() {
        SecretHash hash = SecretHash.parse(KNOWN);

        assertThat(hash.matches("gr\u00fcn")).isTrue();
        assertThat(hash.matches("grun")).isFalse();
        assertThat(hash.text()).isEqualTo(KNOWN);
    }

    @Test
    void readsWhatItWrote() {
        String text = SecretHash.of("secret").text();

        assertThat(text).matches("pbkdf2-sha256:20000:[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]{43}");
        assertThat(SecretHash.parse(text).matches("secret")).isTrue();
        assertThat(SecretHash.parse(text).text()).isEqualTo(text);
    }

    @Test
    void saltsEveryHash() {
        assertThat(SecretHash.of("secret").text())
                .isNotEqualTo(SecretHash.of("secret").text());
    }

    @Test
    void matchesNoEmptyAndNoVeryLongSecret() {
        assertThat(SecretHash.of("x".repeat(1024)).matches("x".repeat(1024))).isTrue();
        assertThat(SecretHash.of("x".repeat(1025)).matches("x".repeat(1025))).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "secret",
                "$2b$12$abcdefghijklmnopqrstuv",
                "pbkdf2-sha1:20000:SALT:HASH",
                "pbkdf2-sha256:999:SALT:HASH",
                "pbkdf2-sha256:020000:SALT:HASH",
                "pbkdf2-sha256:10000000:SALT:HASH",
                "pbkdf2-sha256:-1000:SALT:HASH",
                "pbkdf2-sha256:20000:SALTx:HASH",
                "pbkdf2-sha256:20000:SALT:HASHx",
                "pbkdf2-sha256:20000:SALT:HASH=",
                "pbkdf2-sha256:20000:SALT:HASH\n",
                "pbkdf2-sha256:20000::HASH",
                "pbkdf2-sha256:20000:SALT:"
            })
    void refusesOtherFormsWithoutRepeatingThem(String text) {
        String filled = text.replace("SALT", SALT).replace("HASH", HASH);

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> SecretHash.parse(filled))
                .withMessageNotContaining(SALT);
    }

    @Test
    void printsNothing() {
        assertThat(SecretHash.of("secret")).hasToString("SecretHash");
    }
}
