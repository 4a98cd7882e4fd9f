package org.bitauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Default", "demo-1", "a.b_c@d:e/f+g-h", "0", "ID", "Id", "idx", "-", "https://a/b"})
    void writesPlainNamesBare(String name) {
        assertThat(QuotedName.write(name)).isEqualTo(name);
    }

    @Test
    void quotesTheWordId() {
        assertThat(QuotedName.write("id")).isEqualTo("\"id\"");
    }

    @Test
    void quotesBlanksAndOtherAscii() {
        assertThat(QuotedName.write(" ")).isEqualTo("\" \"");
        assertThat(QuotedName.write("my project")).isEqualTo("\"my project\"");
        assertThat(QuotedName.write("a ")).isEqualTo("\"a \"");
        assertThat(QuotedName.write("~!#$%&'()*,;<=>?[]^`{|}")).isEqualTo("\"~!#$%&'()*,;<=>?[]^`{|}\"");
    }

    @Test
    void escapesQuotesAndBackslashesByABackslashOnly() {
        assertThat(QuotedName.write("a\"b")).isEqualTo("\"a\\\"b\"");
        assertThat(QuotedName.write("a\\b")).isEqualTo("\"a\\\\b\"");
        assertThat(QuotedName.write("\\u0041")).isEqualTo("\"\\\\u0041\"");
    }

    @Test
    void escapesControlsByFourLowerCaseDigits() {
        assertThat(QuotedName.write("\n")).isEqualTo("\"\\u000a\"");
        assertThat(QuotedName.write("\r\t\b\f")).isEqualTo("\"\\u000d\\u0009\\u0008\\u000c\"");
        assertThat(QuotedName.write("\u0000\u001f\u007f")).isEqualTo("\"\\u0000\\u001f\\u007f\"");
    }

    @Test
    void escapesLettersOutsideAscii() {
        assertThat(QuotedName.write("é")).isEqualTo("\"\\u00e9\"");
        assertThat(QuotedName.write("日本")).isEqualTo("\"\\u65e5\\u672c\"");
        assertThat(QuotedName.write("\u00ab\ufeff\uffff")).isEqualTo("\"\\u00ab\\ufeff\\uffff\"");
        // Looks like ASCII, is not.
        assertThat(QuotedName.write("ａdmin")).isEqualTo("\"\\uff41dmin\"");
        assertThat(QuotedName.write("a\u202eb")).isEqualTo("\"a\\u202eb\"");
    }

    @Test
    void escapesEmojiAsTwoUnits() {
        assertThat(QuotedName.write("😀")).isEqualTo("\"\\ud83d\\ude00\"");
    }

    @Test
    void keepsTwoSpellingsOfOneLetterApart() {
        assertThat(QuotedName.write("é")).isNotEqualTo(QuotedName.write("e\u0301"));
    }

    @Test
    void takes64CharactersOfAnySizeAndNotOneMore() {
        assertThat(QuotedName.write("a".repeat(64))).hasSize(64);
        assertThat(QuotedName.write("é".repeat(64))).hasSize(2 + 64 * 6);
        assertThat(QuotedName.write("😀".repeat(64))).hasSize(2 + 64 * 12);
        refuses("a".repeat(65));
        refuses("é".repeat(65));
        refuses("😀".repeat(65));
    }

    @Test
    void refusesTheEmptyName() {
        refuses("");
    }

    @Test
    void refusesLoneSurrogates() {
        refuses("\ud83d");
        refuses("\ude00");
        refuses("a\ud83db");
        refuses("\ude00\ud83d");
        refuses("\ud83d\ud83d\ude00");
        refuses("😀\ude00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", " ", "a\"b\\c", "\n\u0000\u007f", "é日本😀", "\\\"\\"})
    void quotesAreJsonStrings(String name) throws JsonProcessingException {
        String quoted = QuotedName.write(name);

        assertThat(new ObjectMapper().readTree(quoted).textValue()).isEqualTo(name);
        assertThat(quoted).matches("[ -~]+");
    }

    private static void refuses(String name) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> QuotedName.write(name));
    }
}
