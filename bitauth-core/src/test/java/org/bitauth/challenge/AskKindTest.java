package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bitauth.challenge.AskKind.Slot.HOST_WORD;
import static org.bitauth.challenge.AskKind.Slot.ID;
import static org.bitauth.challenge.AskKind.Slot.NAME;
import static org.bitauth.challenge.AskKind.Slot.SSH_FINGERPRINT;

import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskKindTest {
    private static final String FINGERPRINT = "SHA256:uNiVztksCsDhcc0u9e8BrrQ5/XVrS+bv4nmvmKBnTxA";

    @Test
    void writesTheLinesOfTheProtocol() {
        assertThat(AskKind.of("sign in").ask().line()).isEqualTo("sign in");
        assertThat(AskKind.of("token, scope left to the cloud").ask().line())
                .isEqualTo("token, scope left to the cloud");
        assertThat(AskKind.of("token for project {} in domain {}", NAME, NAME)
                        .ask("demo", "Default")
                        .line())
                .isEqualTo("token for project demo in domain Default");
        assertThat(AskKind.of("token for project {} in domain id {}", NAME, ID)
                        .ask("my project", "default")
                        .line())
                .isEqualTo("token for project \"my project\" in domain id default");
        assertThat(AskKind.of("token for federation {} on device {}", NAME, ID)
                        .ask("https://sp.example/a", "ABCD-EFGH")
                        .line())
                .isEqualTo("token for federation https://sp.example/a on device ABCD-EFGH");
        assertThat(AskKind.of("SSH certificate for {} as {} on {}", SSH_FINGERPRINT, HOST_WORD, HOST_WORD)
                        .ask(FINGERPRINT, "ubuntu", "web-1.example")
                        .line())
                .isEqualTo("SSH certificate for " + FINGERPRINT + " as ubuntu on web-1.example");
    }

    @Test
    void keepsANameFromPassingForTheWordId() {
        Ask byName = AskKind.of("token for domain {}", NAME).ask("id x");
        Ask named = AskKind.of("token for domain {}", NAME).ask("id");
        Ask byId = AskKind.of("token for domain id {}", ID).ask("x");

        assertThat(byName.line()).isEqualTo("token for domain \"id x\"");
        assertThat(named.line()).isEqualTo("token for domain \"id\"");
        assertThat(byName).isNotEqualTo(byId);
    }

    @Test
    void keepsANameFromPassingForMoreWords() {
        AskKind kind = AskKind.of("token for project {} in domain {}", NAME, NAME);

        assertThat(kind.ask("a in domain b", "c")).isNotEqualTo(kind.ask("a", "b in domain c"));
        assertThat(kind.ask("a\" in domain \"b", "c").line())
                .isEqualTo("token for project \"a\\\" in domain \\\"b\" in domain c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "a:b", "é", "a\n", "\n", "a/b", "a+b", "\"a\"", "a\u0000", "ａ"})
    void refusesIdsOfOtherCharacters(String value) {
        refuses(ID, value);
    }

    @Test
    void takesIdsOf1To64Characters() {
        assertThat(ask(ID, "a").line()).isEqualTo("do a");
        assertThat(ask(ID, "aZ09_-".repeat(11).substring(0, 64)).line()).hasSize(67);
        refuses(ID, "a".repeat(65));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a@b", "é", "a\n", "a/b", "a\\b", "a\tb", "\"a\""})
    void refusesLoginsAndInstancesOfOtherCharacters(String value) {
        refuses(HOST_WORD, value);
    }

    @Test
    void takesLoginsAndInstancesOf1To64Characters() {
        assertThat(ask(HOST_WORD, "a.b-c_d").line()).isEqualTo("do a.b-c_d");
        assertThat(ask(HOST_WORD, ".".repeat(64)).line()).hasSize(67);
        refuses(HOST_WORD, "a".repeat(65));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uNiVztksCsDhcc0u9e8BrrQ5/XVrS+bv4nmvmKBnTxA",
                "SHA256:uNiVztksCsDhcc0u9e8BrrQ5/XVrS+bv4nmvmKBnTx",
                "SHA256:uNiVztksCsDhcc0u9e8BrrQ5/XVrS+bv4nmvmKBnTxA=",
                "SHA256:uNiVztksCsDhcc0u9e8BrrQ5_XVrS-bv4nmvmKBnTxA",
                "sha256:uNiVztksCsDhcc0u9e8BrrQ5/XVrS+bv4nmvmKBnTxA",
                "SHA512:uNiVztksCsDhcc0u9e8BrrQ5/XVrS+bv4nmvmKBnTxA",
                "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
                ""
            })
    void refusesOtherFingerprints(String value) {
        refuses(SSH_FINGERPRINT, value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " do",
                "1 do",
                "{} do",
                "do\n{}",
                "do \"{}\"",
                "do: {}",
                "dó {}",
                "do {",
                "do {} {}",
                "do",
                // A value that touches a word or another value could be read in two ways.
                "do{}",
                "do {}it",
                "do  {}",
                "do {} ",
                "do it "
            })
    void refusesTemplatesThatAreNotWordsWithOneSlot(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> AskKind.of(template, ID));
    }

    @Test
    void refusesSlotsThatTouchOneAnother() {
        assertThatIllegalArgumentException().isThrownBy(() -> AskKind.of("do {}{}", ID, ID));
        assertThatIllegalArgumentException().isThrownBy(() -> AskKind.of("do {}b{}", ID, ID));
    }

    @Test
    void refusesAnotherNumberOfValues() {
        AskKind kind = AskKind.of("do {} to {}", ID, ID);

        assertThatIllegalArgumentException().isThrownBy(kind::ask);
        assertThatIllegalArgumentException().isThrownBy(() -> kind.ask("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> kind.ask("a", "b", "c"));
    }

    @Test
    void comparesAsksByTheirLine() {
        assertThat(ask(ID, "a"))
                .isEqualTo(ask(NAME, "a"))
                .hasSameHashCodeAs(ask(NAME, "a"))
                .hasToString("do a");
        assertThat(ask(ID, "a")).isNotEqualTo(ask(ID, "A"));
    }

    private static Ask ask(AskKind.Slot slot, String value) {
        return AskKind.of("do {}", slot).ask(value);
    }

    private static void refuses(AskKind.Slot slot, String value) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> ask(slot, value));
    }
}
