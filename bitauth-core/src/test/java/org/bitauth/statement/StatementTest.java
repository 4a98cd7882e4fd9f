package org.bitauth.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.bitauth.statement.StatementFixture.ALICE;
import static org.bitauth.statement.StatementFixture.BADGE;
import static org.bitauth.statement.StatementFixture.BOB;
import static org.bitauth.statement.StatementFixture.CLOUD;
import static org.bitauth.statement.StatementFixture.NOTE;
import static org.bitauth.statement.StatementFixture.NOW;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bitauth.MalformedException;
import org.bitauth.statement.StatementKind.Field;
import org.bitauth.statement.StatementKind.Slot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a statement: its lines, and no other spelling of them. */
class StatementTest {
    private static final List<String> LINES = List.of(
            "Bitauth note 1",
            "Cloud: https://cloud.example/v3",
            "Identity: Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
            "Title: \"two words\"",
            "Amount: 210000",
            "Digest: " + "ab".repeat(32),
            "Issued: 2026-11-22T10:00:00Z",
            "Expires: 2026-11-22T10:10:00Z",
            "Nonce: AAECAwQFBgcICQoLDA0ODw");
    private static final String TEXT = String.join("\n", LINES);

    @Test
    void writesEveryLineInOrder() {
        assertThat(StatementFixture.note().build().text()).isEqualTo(TEXT);
        assertThat(StatementFixture.badge().build().text())
                .isEqualTo("Bitauth key-badge 1\nCloud: https://cloud.example/v3\nIdentity: " + ALICE.sin()
                        + "\nLogin: ubuntu\nNot-After: 2026-11-23T10:00:00Z");
        assertThat(StatementFixture.rotate().build().text())
                .isEqualTo(
                        "Bitauth rotate 1\nCloud: https://cloud.example/v3\nIdentity: " + ALICE.sin() + "\nAdds: "
                                + BOB.sin()
                                + "\nIssued: 2026-11-22T10:00:00Z\nExpires: 2026-11-22T10:10:00Z\nNonce: AAECAwQFBgcICQoLDA0ODw");
    }

    @Test
    void readsWhatItWrote() {
        Statement read = Statement.parse(TEXT, NOTE);

        assertThat(read)
                .isEqualTo(StatementFixture.note().build())
                .hasSameHashCodeAs(StatementFixture.note().build())
                .hasToString(TEXT);
        assertThat(read.kind()).isSameAs(NOTE);
        assertThat(read.cloud()).isEqualTo("https://cloud.example/v3");
        assertThat(read.identity()).isEqualTo(ALICE.sin());
        assertThat(read.value("Title")).isEqualTo("two words");
        assertThat(read.value("Amount")).isEqualTo("210000");
        assertThat(read.issued()).contains(NOW);
        assertThat(read.expires()).isEqualTo(NOW.plusSeconds(600));
        assertThat(read.nonce()).contains("AAECAwQFBgcICQoLDA0ODw");
        assertThat(read.secondSigner()).isEmpty();
        assertThat(read.signable().toBytes()).isEqualTo(TEXT.getBytes(StandardCharsets.US_ASCII));
        assertThatIllegalArgumentException().isThrownBy(() -> read.value("Adds"));
    }

    @Test
    void readsAKindThatHoldsUntilATime() {
        Statement read = Statement.parse(StatementFixture.badge().build().text(), BADGE);

        assertThat(read.expires()).isEqualTo(NOW.plusSeconds(86_400));
        assertThat(read.issued()).isEmpty();
        assertThat(read.nonce()).isEmpty();
    }

    @Test
    void readsTheSecondSigner() {
        assertThat(Statement.parse(StatementFixture.rotate().build().text(), StatementKind.ROTATE)
                        .secondSigner())
                .contains(BOB.sin());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void refusesAMissingOrRepeatedLineAndOneInPlaceOfAnother(int line) {
        List<String> missing = new ArrayList<>(LINES);
        missing.remove(line);
        refuses(String.join("\n", missing));
        List<String> repeated = new ArrayList<>(LINES);
        repeated.add(line, LINES.get(line));
        refuses(String.join("\n", repeated));
        for (int other = 0; other < LINES.size(); other++) {
            if (other != line) {
                List<String> swapped = new ArrayList<>(LINES);
                swapped.set(line, LINES.get(other));
                swapped.set(other, LINES.get(line));
                refuses(String.join("\n", swapped));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void refusesAnUnknownOrEmptyLineAnywhere(int line) {
        for (String more :
                List.of("Note: a", "", " ", "Not-After: 2026-11-23T10:00:00Z", "Mac: k1.AAAAAAAAAAAAAAAAAAAAAA")) {
            List<String> lines = new ArrayList<>(LINES);
            lines.add(line, more);
            refuses(String.join("\n", lines));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void refusesBlanksAroundValuesAndEmptyOnes(int line) {
        String text = LINES.get(line);
        for (String other : List.of(
                text.replaceFirst(" .*", " "),
                text.replaceFirst(" .*", ""),
                text + " ",
                text + "\t",
                text + "\r",
                " " + text,
                text.replaceFirst(" ", "  "),
                text.replaceFirst(" ", "\t"),
                text.replaceFirst(" ", ""),
                text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1))) {
            refuses(with(line, other));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bitauth login 1",
                "Bitauth rotate 1",
                "Bitauth notes 1",
                "Bitauth note 2",
                "Bitauth note 11",
                "Bitauth Note 1",
                "Bitauth  note 1",
                "bitauth note 1",
                "Bitauth note",
                ""
            })
    void refusesOtherFirstLines(String line) {
        refuses(with(0, line));
    }

    @Test
    void refusesOtherLineEnds() {
        for (String other : List.of(
                TEXT + "\n",
                "\n" + TEXT,
                TEXT.replace("\n", "\r\n"),
                TEXT.replace("\n", "\r"),
                TEXT.replace("\n", "\u2028"),
                TEXT.replace("\n", "\u0085"),
                TEXT + "\u0000",
                "\ufeff" + TEXT,
                "")) {
            refuses(other);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, Cloud: https://cloud.example/v3/",
        "1, Cloud: https://cloud.example:443/v3",
        "1, Cloud: https://Cloud.example/v3",
        "1, Cloud: http://cloud.example/v3",
        "1, Cloud: https://cloud.example/v 3",
        "1, Cloud: https://clöud.example",
        "2, Identity: Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkDzz",
        "3, Title: two words",
        "3, Title: \"two\"",
        "3, Title: \"two\\u0020words\"",
        "3, Title: \"two \\u00E9\"",
        "3, Title: \"two wörds\"",
        "3, Title: id",
        "4, Amount: 0210000",
        "4, Amount: 2.1e5",
        "4, Amount: -1",
        "5, Digest: abab",
        "6, Issued: 2026-11-21T24:00:00Z",
        "6, Issued: 2026-11-22T10:00:00.0Z",
        "7, Expires: 2026-12-31T23:59:60Z",
        "8, Nonce: AAECAwQFBgcICQoLDA0ODx",
        "8, Nonce: AAECAwQFBgcICQoLDA0OD"
    })
    void refusesValuesOfOtherSpelling(int line, String text) {
        refuses(with(line, text));
    }

    @Test
    void refusesAnEndThatIsNotAfterTheBeginning() {
        refuses(with(7, "Expires: 2026-11-22T10:00:00Z"));
        refuses(() -> StatementFixture.note().valid(NOW, NOW.plusMillis(999)).build());
        assertThat(StatementFixture.note()
                        .valid(NOW, NOW.plusSeconds(1))
                        .build()
                        .expires())
                .isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void refusesASecondSignerThatIsTheFirst() {
        StatementBuilder rotate =
                StatementFixture.rotate().with("Adds", ALICE.sin().value());

        refuses(rotate::build);
        String text = StatementFixture.rotate()
                .build()
                .text()
                .replace(BOB.sin().value(), ALICE.sin().value());
        refuses(() -> Statement.parse(text, StatementKind.ROTATE));
    }

    @Test
    void takes4096BytesAndNotOneMore() {
        Field[] names = new Field[12];
        for (int i = 0; i < names.length; i++) {
            names[i] = new Field("Name-" + (char) ('A' + i), Slot.NAME);
        }
        StatementKind kind = StatementKind.of("long-note", names);
        StatementBuilder builder = Statement.builder(kind, CLOUD, ALICE.sin()).valid(NOW, NOW.plusSeconds(600));
        for (Field name : names) {
            builder.with(name.name(), "é");
        }
        int room = Statement.MAX_BYTES - builder.build().text().length();
        int next = 0;
        for (; room >= 63 * 6; room -= 63 * 6) {
            builder.with(names[next++].name(), "é".repeat(64));
        }
        builder.with(names[next].name(), "é".repeat(1 + room / 6));
        String last = names[next + 1].name();
        String longest = builder.with(last, "é" + "a".repeat(room % 6)).build().text();
        String tooLong = longest.replace(last + ": \"", last + ": \"a");

        assertThat(Statement.parse(longest, kind).text()).hasSize(4096);
        assertThat(tooLong).hasSize(4097);
        refuses(() -> Statement.parse(tooLong, kind));
        builder.with(last, Statement.parse(longest, kind).value(last) + "a");
        refuses(builder::build);
        refuses(TEXT + "x".repeat(10_000_000));
    }

    @Test
    void isBuiltOfCheckedValuesOnly() {
        StatementBuilder builder = StatementFixture.note();

        refuses(() -> builder.with("Amount", "01"));
        refuses(() -> builder.with("Title", ""));
        refuses(() -> builder.with("Cloud", "https://cloud.example/"));
        refuses(() -> Statement.builder(NOTE, URI.create("ftp://cloud.example"), ALICE.sin()));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.with("Adds", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.validUntil(NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatementFixture.badge().valid(NOW, NOW.plusSeconds(1)));
        assertThatIllegalStateException()
                .isThrownBy(() -> Statement.builder(NOTE, CLOUD, ALICE.sin()).build())
                .withMessageContaining("Title");
    }

    @Test
    void hasANewNonceUnlessOneIsGiven() {
        StatementBuilder first = Statement.builder(StatementKind.of("bare"), CLOUD, ALICE.sin());
        StatementBuilder second = Statement.builder(StatementKind.of("bare"), CLOUD, ALICE.sin());

        assertThat(first.valid(NOW, NOW.plusSeconds(1)).build().nonce())
                .isNotEqualTo(second.valid(NOW, NOW.plusSeconds(1)).build().nonce());
    }

    @Test
    void cutsTimesToWholeSeconds() {
        assertThat(StatementFixture.note()
                        .valid(NOW.plusMillis(1), NOW.plusMillis(600_999))
                        .build()
                        .text())
                .isEqualTo(TEXT);
    }

    private static String with(int line, String text) {
        List<String> lines = new ArrayList<>(LINES);
        lines.set(line, text);
        return String.join("\n", lines);
    }

    private static void refuses(String text) {
        assertThatExceptionOfType(MalformedException.class)
                .as(text.substring(0, Math.min(500, text.length())))
                .isThrownBy(() -> Statement.parse(text, NOTE));
    }

    private static void refuses(ThrowingCallable call) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(call);
    }
}
