package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
    private static final List<String> LINES = List.of(
            "Bitauth login 1",
            "Cloud: https://cloud.example/v3",
            "Identity: Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
            "Asks: token for project demo in domain Default",
            "Issued: 2026-11-22T10:00:00Z",
            "Expires: 2026-11-22T10:02:00Z",
            "Nonce: AAECAwQFBgcICQoLDA0ODw",
            "Mac: k1.XpaBo2_LwBmpdf5kj3Ozxg");
    private static final String TEXT = String.join("\n", LINES);

    @Test
    void readsEveryLine() {
        Challenge challenge = Challenge.parse(TEXT);

        assertThat(challenge)
                .isEqualTo(new Challenge(
                        "https://cloud.example/v3",
                        new Sin("Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz"),
                        "token for project demo in domain Default",
                        Instant.parse("2026-11-22T10:00:00Z"),
                        Instant.parse("2026-11-22T10:02:00Z"),
                        "AAECAwQFBgcICQoLDA0ODw",
                        "k1.XpaBo2_LwBmpdf5kj3Ozxg"));
        assertThat(challenge.life()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void writesWhatItReadAndSignsWhatItShows() {
        Challenge challenge = Challenge.parse(TEXT);

        assertThat(challenge.text()).isEqualTo(TEXT);
        assertThat(challenge.signable().toBytes()).isEqualTo(TEXT.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void coversEveryLineButTheLastByItsMac() {
        assertThat(Challenge.parse(TEXT).authenticated()).isEqualTo(String.join("\n", LINES.subList(0, 7)) + "\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void refusesAMissingLine(int line) {
        List<String> lines = new ArrayList<>(LINES);
        lines.remove(line);
        refuses(String.join("\n", lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void refusesADoubledLine(int line) {
        List<String> lines = new ArrayList<>(LINES);
        lines.add(line, LINES.get(line));
        refuses(String.join("\n", lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void refusesALineInPlaceOfAnother(int line) {
        for (int other = 0; other < LINES.size(); other++) {
            List<String> lines = new ArrayList<>(LINES);
            lines.set(line, LINES.get(other));
            if (other != line) {
                refuses(String.join("\n", lines));
                lines.set(other, LINES.get(line));
                refuses(String.join("\n", lines));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void refusesAnEmptyValueAndBlanksAround(int line) {
        String text = LINES.get(line);
        refusesLine(line, text.replaceFirst(" .*", " "));
        refusesLine(line, text.replaceFirst(" .*", ""));
        refusesLine(line, text + " ");
        refusesLine(line, text + "\t");
        refusesLine(line, text + "\r");
        refusesLine(line, " " + text);
        refusesLine(line, text.replaceFirst(" ", "  "));
        refusesLine(line, text.replaceFirst(" ", "\t"));
        refusesLine(line, text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1));
    }

    @Test
    void refusesOtherLineEnds() {
        refuses(TEXT + "\n");
        refuses("\n" + TEXT);
        refuses(TEXT.replace("\n", "\r\n"));
        refuses(TEXT.replace("\n", "\r"));
        refuses(TEXT.replace("\n", "\u2028"));
        refuses(TEXT.replace("\nMac", "\n\nMac"));
        refuses(TEXT + "\r");
        refuses(TEXT + "\u0000");
        refuses("\ufeff" + TEXT);
        refuses("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bitauth rotate 1", "Bitauth login 2", "Bitauth login 1.0", "BITAUTH LOGIN 1"})
    void refusesOtherFirstLines(String line) {
        refusesLine(0, line);
    }

    @ParameterizedTest
    @CsvSource({
        "1, Cloud: https://clöud.example",
        "3, Asks: töken",
        "3, Asks: \u0001",
        "3, Asks: a\u007fb",
        "3, Asks: \ud83d\ude00",
        "2, Identity: Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkDzz",
        "2, Identity: tf7unqnxb8sccfoyzscqmb34v2gdetqkzdz",
        "2, Identity: 1P4HgsXtxXMrPmTXDwcYaBHWhsPza9kxcE",
        "6, Nonce: AAECAwQFBgcICQoLDA0OD",
        "6, Nonce: AAECAwQFBgcICQoLDA0ODwA",
        "6, Nonce: AAECAwQFBgcICQoLDA0ODw==",
        "6, Nonce: AAECAwQFBgcICQoLDA0OD+",
        "6, Nonce: AAECAwQFBgcIC+oLDA0ODw",
        "7, Mac: XpaBo2_LwBmpdf5kj3Ozxg",
        "7, Mac: .XpaBo2_LwBmpdf5kj3Ozxg",
        "7, Mac: K1.XpaBo2_LwBmpdf5kj3Ozxg",
        "7, Mac: k1..XpaBo2_LwBmpdf5kj3Ozxg",
        "7, Mac: 12345678901234567.XpaBo2_LwBmpdf5kj3Ozxg",
        "7, Mac: k1.XpaBo2_LwBmpdf5kj3Ozx",
        "7, Mac: k1.XpaBo2/LwBmpdf5kj3Ozxg"
    })
    void refusesValuesOfOtherForms(int line, String text) {
        refusesLine(line, text);
    }

    @Test
    void refusesBase64WhoseLastCharacterHoldsMoreThanTheBytes() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            char last = alphabet.charAt(i);
            String nonce = LINES.get(6).substring(0, LINES.get(6).length() - 1) + last;
            String mac = LINES.get(7).substring(0, LINES.get(7).length() - 1) + last;
            if ("AQgw".indexOf(last) >= 0) {
                assertThat(Challenge.parse(with(6, nonce)).text()).isEqualTo(with(6, nonce));
                assertThat(Challenge.parse(with(7, mac)).text()).isEqualTo(with(7, mac));
            } else {
                refusesLine(6, nonce);
                refusesLine(7, mac);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T24:00:00Z",
                "2026-11-22T09:59:60Z",
                "2026-11-22T10:00:00z",
                "2026-11-22t10:00:00Z",
                "2026-11-22 10:00:00Z",
                "2026-11-22T10:00:00+00:00",
                "2026-11-22T10:00:00.000Z",
                "2026-11-22T10:00Z",
                "2026-11-22T10:00:00",
                "20261122T100000Z",
                "1795341600",
                "2026-02-30T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-11-22T25:00:00Z",
                "-2026-11-22T10:00:00Z",
                "+2026-11-22T10:00:00Z",
                "２026-11-22T10:00:00Z"
            })
    void refusesOtherSpellingsOfTime(String time) {
        refusesLine(4, "Issued: " + time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T24:00:00Z", "2026-12-31T23:59:60Z", "+10000-01-01T00:00:00Z"})
    void refusesOtherSpellingsOfTheEnd(String time) {
        refusesLine(5, "Expires: " + time);
    }

    @Test
    void refusesAnEndThatIsNotAfterTheBeginning() {
        refusesLine(5, "Expires: 2026-11-22T10:00:00Z");
        refusesLine(5, "Expires: 2026-11-22T09:59:59Z");
    }

    @Test
    void takes2048BytesAndNotOneMore() {
        int room = Challenge.MAX_BYTES - TEXT.length();
        String longest = with(3, LINES.get(3) + "x".repeat(room));

        assertThat(Challenge.parse(longest).text()).hasSize(2048);
        refuses(with(3, LINES.get(3) + "x".repeat(room + 1)));
        refuses(TEXT + "x".repeat(10_000_000));
    }

    @Test
    void isBuiltOfCheckedPartsOnly() {
        Challenge c = Challenge.parse(TEXT);
        Instant half = c.issued().plusMillis(500);

        refuses(() -> new Challenge("a\nb", c.identity(), c.asks(), c.issued(), c.expires(), c.nonce(), c.mac()));
        refuses(() -> new Challenge(c.cloud(), c.identity(), "a\nb", c.issued(), c.expires(), c.nonce(), c.mac()));
        refuses(() -> new Challenge(c.cloud(), c.identity(), "", c.issued(), c.expires(), c.nonce(), c.mac()));
        refuses(() -> new Challenge(c.cloud(), c.identity(), c.asks(), half, c.expires(), c.nonce(), c.mac()));
        refuses(() -> new Challenge(c.cloud(), c.identity(), c.asks(), c.issued(), half, c.nonce(), c.mac()));
        refuses(() -> new Challenge(c.cloud(), c.identity(), c.asks(), c.issued(), c.expires(), "", c.mac()));
        refuses(() -> new Challenge(c.cloud(), c.identity(), c.asks(), c.issued(), c.expires(), c.nonce(), ""));
        refuses(() ->
                new Challenge(c.cloud(), c.identity(), "x".repeat(2000), c.issued(), c.expires(), c.nonce(), c.mac()));
    }

    private static String with(int line, String text) {
        List<String> lines = new ArrayList<>(LINES);
        lines.set(line, text);
        return String.join("\n", lines);
    }

    private static void refusesLine(int line, String text) {
        refuses(with(line, text));
    }

    private static void refuses(String text) {
        refuses(() -> Challenge.parse(text));
    }

    private static void refuses(ThrowingCallable call) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(call);
    }
}
