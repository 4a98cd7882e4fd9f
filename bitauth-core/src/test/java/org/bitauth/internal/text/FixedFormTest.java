package org.bitauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FixedFormTest {
    @Test
    void readsPartsInTheirOrder() {
        FixedForm form = new FixedForm("a=12;b");

        assertThat(form.literal("a=").letters(Letters.DECIMAL, 1, 3)).isEqualTo("12");
        assertThat(form.optional(";c")).isFalse();
        assertThat(form.optional(";b")).isTrue();
        assertThat(form.isWhole()).isTrue();
    }

    @Test
    void refusesWhatFollows() {
        assertThat(new FixedForm("ab").literal("a").isWhole()).isFalse();
    }

    @Test
    void countsLettersFromLeastToMost() {
        for (int length = 0; length <= 4; length++) {
            FixedForm form = new FixedForm("7".repeat(length));

            assertThat(form.letters(Letters.DECIMAL, 1, 3)).hasSize(length % 4);
            assertThat(form.isWhole()).isEqualTo(length >= 1 && length <= 3);
        }
    }

    @Test
    void neverFitsAgainAfterAPartThatDidNot() {
        FixedForm form = new FixedForm("ab1");

        assertThat(form.literal("b").literal("ab").optional("ab")).isFalse();
        assertThat(form.letters(Letters.HEX, 0, 9)).isEmpty();
        assertThat(form.isWhole()).isFalse();
        assertThat(new FixedForm("").literal("x").isWhole()).isFalse();
    }

    @Test
    void everySetHoldsItsLettersAlone() {
        assertThat(members(Letters.DECIMAL)).isEqualTo("0123456789");
        assertThat(members(Letters.HEX)).isEqualTo("0123456789abcdef");
        String alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        assertThat(members(Letters.BASE64)).isEqualTo("+/" + alphanumeric);
        assertThat(members(Letters.BASE64URL).replaceAll("[-_]", "")).isEqualTo(alphanumeric);
        assertThat(members(Letters.BASE64URL)).hasSize(64).contains("-").contains("_");
    }

    private static String members(Letters letters) {
        StringBuilder members = new StringBuilder();
        for (char letter = 0; letter < Character.MAX_VALUE; letter++) {
            if (letters.end(String.valueOf(letter), 0) == 1) {
                members.append(letter);
            }
        }
        return members.toString();
    }
}
