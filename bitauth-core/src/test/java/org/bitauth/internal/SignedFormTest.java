package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedFormTest {
    private static final String CHALLENGE = "Bitauth login 1\n";

    @Test
    void takesChallengesThatBeginWithLogin() {
        assertThat(new String(SignedForm.challenge(CHALLENGE + "Cloud: a").bytes(), StandardCharsets.US_ASCII))
                .isEqualTo(CHALLENGE + "Cloud: a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bitauth rotate 1\n", "Bitauth ssh-binding 1\nNot-After: never", "Bitauth claim 1\n\n\n"})
    void takesStatementsThatBeginWithTheirKind(String text) {
        assertThat(new String(SignedForm.statement(text).bytes(), StandardCharsets.US_ASCII))
                .isEqualTo(text);
    }

    @Test
    void keepsLoginForChallenges() {
        assertThatIllegalArgumentException().isThrownBy(() -> SignedForm.statement(CHALLENGE));
        assertThatIllegalArgumentException().isThrownBy(() -> SignedForm.challenge("Bitauth rotate 1\n"));
        assertThat(SignedForm.statement("Bitauth login-next 1\n").bytes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bitauth login 1",
                "Bitauth login 2\n",
                "Bitauth login 11\n",
                "Bitauth Login 1\n",
                "Bitauth  login 1\n",
                "Bitauth 1\n",
                "Bitauth l 1\n",
                "Bitauth -login 1\n",
                "Bitauth login 1\r\n",
                "Bitauth login 1 \n",
                "bitauth login 1\n",
                " Bitauth login 1\n",
                "\nBitauth login 1\n",
                "Bitauth aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 1\n",
                "Bitauth login 1\nname: é",
                "Bitauth login 1\n\ud83d\ude00",
                "https://cloud.example/",
                "\u0018Bitcoin Signed Message:\n\u0004text",
                "01234567890123456789012345678901"
            })
    void refusesEveryOtherText(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SignedForm.challenge(text));
        assertThatIllegalArgumentException().isThrownBy(() -> SignedForm.statement(text.replace("login", "order")));
    }

    @Test
    void handsOutNoBytesOfItsOwn() {
        SignedForm form = SignedForm.challenge("Bitauth login 1\n");
        form.bytes()[0]++;

        assertThat(form.bytes()[0]).isEqualTo((byte) 'B');
    }
}
