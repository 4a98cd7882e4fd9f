package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedFormTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bitauth login 1\n", "Bitauth ssh-binding 1\nNot-After: never", "Bitauth claim 1\n\n\n"})
    void takesTextsThatBeginWithTheirKind(String text) {
        assertThat(new String(SignedForm.text(text).bytes(), StandardCharsets.US_ASCII))
                .isEqualTo(text);
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
        assertThatIllegalArgumentException().isThrownBy(() -> SignedForm.text(text));
    }

    @Test
    void handsOutNoBytesOfItsOwn() {
        SignedForm form = SignedForm.text("Bitauth login 1\n");
        form.bytes()[0]++;

        assertThat(form.bytes()[0]).isEqualTo((byte) 'B');
    }
}
