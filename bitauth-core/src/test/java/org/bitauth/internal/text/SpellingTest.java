package org.bitauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import java.util.Random;
import org.bitauth.MalformedException;
import org.bitauth.internal.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "ID, a-B_9",
        "HOST_WORD, web-1.example",
        "SSH_FINGERPRINT, SHA256:uNiVztksCsDhcc0u9e8BrrQ5/XVrS+bv4nmvmKBnTxA",
        "SIN, Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
        "TIME, 2026-11-22T10:00:00Z",
        "TIME, 0000-01-01T00:00:00Z",
        "TIME, 9999-12-31T23:59:59Z",
        "TIME, 2024-02-29T00:00:00Z",
        "NONCE, AAECAwQFBgcICQoLDA0ODw",
        "NUMBER, 0",
        "NUMBER, 1",
        "NUMBER, 999999999999999999",
        "DIGEST, 00ff34567890abcdef1234567890abcdef1234567890abcdef1234567890abcd"
    })
    void spellsTheseValuesAsTheyStand(Spelling spelling, String value) {
        assertThat(spelling.write(value)).isEqualTo(value);
        assertThat(spelling.read(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "ID, ''",
        "ID, a.b",
        "HOST_WORD, a:b",
        "SSH_FINGERPRINT, SHA256:uNiVztksCsDhcc0u9e8BrrQ5/XVrS+bv4nmvmKBnTx",
        "SIN, Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkDzz",
        "SIN, 1P4HgsXtxXMrPmTXDwcYaBHWhsPza9kxcE",
        "SIN, ''",
        "TIME, 2026-11-22T24:00:00Z",
        "TIME, 2026-12-31T23:59:60Z",
        "TIME, 2026-02-30T10:00:00Z",
        "TIME, 2026-11-22T10:00:00.000Z",
        "TIME, 2026-11-22T10:00Z",
        "TIME, 2026-11-22T10:00:00+00:00",
        "TIME, 2026-11-22t10:00:00z",
        "TIME, +12026-11-22T10:00:00Z",
        "TIME, -0001-11-22T10:00:00Z",
        "TIME, 1795341600",
        "NONCE, AAECAwQFBgcICQoLDA0OD",
        "NONCE, AAECAwQFBgcICQoLDA0ODwA",
        "NONCE, AAECAwQFBgcICQoLDA0ODx",
        "NONCE, AAECAwQFBgcICQoLDA0O+w",
        "NUMBER, ''",
        "NUMBER, 00",
        "NUMBER, 01",
        "NUMBER, -1",
        "NUMBER, +1",
        "NUMBER, 1.0",
        "NUMBER, 1e3",
        "NUMBER, 0x1",
        "NUMBER, 1000000000000000000",
        "NUMBER, ١",
        "DIGEST, 00FF34567890abcdef1234567890abcdef1234567890abcdef1234567890abcd",
        "DIGEST, 00ff34567890abcdef1234567890abcdef1234567890abcdef1234567890abc",
        "DIGEST, 00ff34567890abcdef1234567890abcdef1234567890abcdef1234567890abcd0",
        "NAME, ''"
    })
    void refusesEveryOtherSpelling(Spelling spelling, String value) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> spelling.write(value));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> spelling.read(value));
    }

    @Test
    void refusesALineBreakAfterAnyValue() {
        for (Spelling spelling : Spelling.values()) {
            for (String value :
                    new String[] {"7", "a", "2026-11-22T10:00:00Z", "Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz"}) {
                assertThatExceptionOfType(MalformedException.class)
                        .as("%s", spelling)
                        .isThrownBy(() -> spelling.read(value + "\n"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "\"a\"",
                "\"",
                "\"\"",
                "a b",
                "a,b",
                "\"a b",
                "a\"b",
                "\"a b\" ",
                "\"a\" \"b\"",
                "\"a\"b c\"",
                "\"\\a\"",
                "\"a \\",
                "\"a \\\"",
                "\"\\n\"",
                "\"\\/ \"",
                "\"\\u0020\"",
                "\"\\u0041 \"",
                "\"\\u00E9\"",
                "\"\\u00e\"",
                "\"\\u00eg\"",
                "\"\\U00e9\"",
                "\"\\ud83d\"",
                "\"\\ude00\\ud83d\"",
                "\"é\"",
                "é",
                "\"a\tb\""
            })
    void readsNoOtherSpellingOfAName(String spelled) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Spelling.NAME.read(spelled));
    }

    @Test
    void readsEveryOneOf50000NamesThatItWroteOfSeed7() {
        Random random = new Random(7);
        String letters = "abid \"\\/u0041,:.é\n\u0000\u007f日\ufeff{}";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = 1 + random.nextInt(64); length > 0; length--) {
                boolean rare = random.nextInt(10) == 0;
                name.appendCodePoint(rare ? 0x1f600 : letters.charAt(random.nextInt(letters.length())));
            }
            String spelled = Spelling.NAME.write(name.toString());

            assertThat(Spelling.NAME.read(spelled)).isEqualTo(name.toString());
            assertThat(spelled).matches("[!-~]|[!-~][ -~]*[!-~]");
            assertThat(spelled.startsWith("\"") || !spelled.matches(".*[ ,\"].*"))
                    .isTrue();
        }
    }

    @Test
    void unquotesItsOwnQuotesOnly() {
        assertThat(JsonText.unquote("\"a\\\"\\\\\\u000ab\"")).isEqualTo(Optional.of("a\"\\\nb"));
        for (String other :
                new String[] {"", "a", "\"", "a\"", "\"a", "\"\\\"", "\"\\u000\"", "\"\\u000A\"", "\"\n\""}) {
            assertThat(JsonText.unquote(other)).as(other).isEmpty();
        }
    }
}
