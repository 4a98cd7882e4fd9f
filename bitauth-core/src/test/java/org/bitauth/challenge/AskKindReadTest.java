package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.challenge.AskKind.Slot.HOST_WORD;
import static org.bitauth.challenge.AskKind.Slot.ID;
import static org.bitauth.challenge.AskKind.Slot.NAME;
import static org.bitauth.challenge.AskKind.Slot.SSH_FINGERPRINT;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line is read back by its own kind, and only in its one spelling. */
class AskKindReadTest {
    private static final String FINGERPRINT = "SHA256:uNiVztksCsDhcc0u9e8BrrQ5/XVrS+bv4nmvmKBnTxA";
    private static final AskKind BY_NAME = AskKind.of("token for project {} in domain {}", NAME, NAME);
    private static final AskKind BY_ID = AskKind.of("token for project {} in domain id {}", NAME, ID);

    @Test
    void readsTheValuesBack() {
        assertThat(AskKind.SIGN_IN.read("sign in")).contains(List.of());
        assertThat(BY_NAME.read("token for project demo in domain Default")).contains(List.of("demo", "Default"));
        assertThat(BY_ID.read("token for project \"my \\\"p, in domain\" in domain id default"))
                .contains(List.of("my \"p, in domain", "default"));
        assertThat(AskKind.of("SSH certificate for {} as {} on {}", SSH_FINGERPRINT, HOST_WORD, HOST_WORD)
                        .read("SSH certificate for " + FINGERPRINT + " as ubuntu on web-1.example"))
                .contains(List.of(FINGERPRINT, "ubuntu", "web-1.example"));
        assertThat(AskKind.of("give {}, then {}", NAME, ID).read("give \"a, then b\", then c"))
                .contains(List.of("a, then b", "c"));
        assertThat(AskKind.of("give {}, then {}", NAME, ID).read("give a, then c"))
                .contains(List.of("a", "c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "token for project demo in domain",
                "token for project demo in domain ",
                "token for project demo in domain Default ",
                "token for project demo in domain Default x",
                " token for project demo in domain Default",
                "token for project  demo in domain Default",
                "token for project demo in domain  Default",
                "Token for project demo in domain Default",
                "token for project \"demo\" in domain Default",
                "token for project demo in domain \"Default\"",
                "token for project demo in domain id",
                "token for project demo in domain id x",
                "token for project demo x in domain Default",
                "token for project  in domain Default",
                "token for project \"a b in domain Default",
                "token for project \"a b\"in domain Default",
                "token for project \"a b\\\" in domain Default",
                "token for project \"\\u00E9\" in domain Default",
                "token for project é in domain Default",
                "token for project demo in domain Default\n",
                "token for project demo\nin domain Default"
            })
    void readsNoOtherSpelling(String line) {
        assertThat(BY_NAME.read(line)).isEmpty();
    }

    @Test
    void readsNoWordsAroundAKindWithoutSlots() {
        for (String line : new String[] {"sign", "sign i", "sign in ", "sign in to the shop", "sign  in", "Sign in"}) {
            assertThat(AskKind.SIGN_IN.read(line)).as(line).isEmpty();
        }
    }

    @Test
    void readsNoLineThatIsLongerThanAChallenge() {
        assertThat(BY_NAME.read("token for project \"" + "\\".repeat(10_000_000)))
                .isEmpty();
        assertThat(BY_NAME.read("token for project \"" + "\\".repeat(2000))).isEmpty();
    }

    @Test
    void readsWhatItWroteAndNothingElseOfSeed1122() {
        Random random = new Random(1122);
        String[] parts = {
            "a", "id", "in", "domain", " ", "\"", "\\", ",", "é", "token for project ", " in domain ", "\n"
        };
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            String first = some(parts, random);
            String second = some(parts, random);
            String line = BY_NAME.ask(first, second).line();
            assertThat(BY_NAME.read(line)).contains(List.of(first, second));
            assertThat(BY_ID.read(line)).isEmpty();

            StringBuilder changed = new StringBuilder(line);
            changed.setCharAt(random.nextInt(line.length()), "a \"\\,i".charAt(random.nextInt(6)));
            if (BY_NAME.read(changed.toString()).isPresent()) {
                List<String> values = BY_NAME.read(changed.toString()).get();
                assertThat(BY_NAME.ask(values.get(0), values.get(1)).line()).isEqualTo(changed.toString());
                read++;
            }
        }

        assertThat(read).isBetween(1_000, 49_000);
    }

    @Test
    void printsItsTemplate() {
        assertThat(BY_ID).hasToString("token for project {} in domain id {}");
        assertThat(AskKind.of("do {}", ID)).hasToString("do {}");
        assertThat(AskKind.SIGN_IN).hasToString("sign in");
    }

    private static String some(String[] parts, Random random) {
        StringBuilder out = new StringBuilder(parts[random.nextInt(parts.length)]);
        while (out.length() < 30 && random.nextInt(3) > 0) {
            out.append(parts[random.nextInt(parts.length)]);
        }
        return out.toString();
    }
}
