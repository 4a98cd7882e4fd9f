package org.bitauth.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bitauth.statement.StatementKind.Field;
import org.bitauth.statement.StatementKind.Slot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementKindTest {
    @Test
    void putsItsOwnLinesBetweenTheIdentityAndTheTimes() {
        assertThat(StatementFixture.NOTE.fields())
                .extracting(Field::name)
                .containsExactly("Cloud", "Identity", "Title", "Amount", "Digest", "Issued", "Expires", "Nonce");
        assertThat(StatementFixture.BADGE.fields())
                .extracting(Field::name)
                .containsExactly("Cloud", "Identity", "Login", "Not-After");
        assertThat(StatementKind.of("empty-note").fields()).hasSize(5);
    }

    @Test
    void rotateIsSignedByTheNewKeyToo() {
        assertThat(StatementKind.ROTATE).hasToString("rotate");
        assertThat(StatementKind.ROTATE.secondSigner()).contains("Adds");
        assertThat(StatementKind.ROTATE.fields())
                .extracting(Field::name)
                .containsExactly("Cloud", "Identity", "Adds", "Issued", "Expires", "Nonce");
        assertThat(StatementFixture.NOTE.secondSigner()).isEmpty();
    }

    @Test
    void keepsItsSecondSignerBesideNotAfter() {
        StatementKind kind = StatementKind.of("bond", new Field("Adds", Slot.SIN));

        assertThat(kind.withSecondSigner("Adds").withNotAfter().secondSigner()).contains("Adds");
        assertThat(kind.withNotAfter().withSecondSigner("Adds").fields()).hasSize(4);
    }

    @Test
    void isNeverNamedLogin() {
        assertThatIllegalArgumentException().isThrownBy(() -> StatementKind.of("login"));
        assertThat(StatementKind.of("login-note").name()).isEqualTo("login-note");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "Order",
                "or der",
                "order ",
                " order",
                "order 1",
                "order\n",
                "ordér",
                "order1",
                "-order",
                "order-",
                "or--der",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "or_der",
                "or.der"
            })
    void refusesOtherNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> StatementKind.of(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "adds", "Adds:", "Adds ", "Ad ds", "AddS-s-", "Adds-", "-Adds", "Adds\n", "Àdds", "Adds1"})
    void refusesOtherFieldNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Field(name, Slot.ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cloud", "Identity", "Issued", "Expires", "Nonce", "Not-After", "Adds"})
    void refusesAFieldThatIsThereAlready(String name) {
        Field adds = new Field("Adds", Slot.SIN);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatementKind.of("order", adds, new Field(name, Slot.SIN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Identity", "Title", "Amount", "Adds", "", "\n"})
    void refusesASecondSignerWithoutItsOwnLine(String field) {
        assertThatIllegalArgumentException().isThrownBy(() -> StatementFixture.NOTE.withSecondSigner(field));
    }

    @Test
    void spellsUrlsAsCloudsAre() {
        assertThat(Slot.URL.write("https://cloud.example:8443/a/b")).isEqualTo("https://cloud.example:8443/a/b");
        for (String other : new String[] {
            "https://cloud.example/",
            "https://cloud.example:443",
            "https://Cloud.example",
            "HTTPS://cloud.example",
            "http://cloud.example",
            "https://cloud.example/a b",
            "https://cloud.example/a?b",
            "https://u@cloud.example",
            "cloud.example",
            "",
            "https://cloud.example\n"
        }) {
            assertThatIllegalArgumentException().as(other).isThrownBy(() -> Slot.URL.read(other));
        }
    }
}
