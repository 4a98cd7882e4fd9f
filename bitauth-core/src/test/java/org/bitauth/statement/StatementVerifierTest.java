package org.bitauth.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bitauth.statement.StatementFixture.ALICE;
import static org.bitauth.statement.StatementFixture.BADGE;
import static org.bitauth.statement.StatementFixture.BOB;
import static org.bitauth.statement.StatementFixture.CAROL;
import static org.bitauth.statement.StatementFixture.CLOUD;
import static org.bitauth.statement.StatementFixture.NOTE;
import static org.bitauth.statement.StatementFixture.NOW;
import static org.bitauth.statement.StatementFixture.signedFreely;
import static org.bitauth.statement.StatementFixture.twin;
import static org.bitauth.statement.StatementFixture.withSignature;
import static org.bitauth.statement.StatementFixture.withText;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of "Statements" in docs/protocol.md: for each, statements that break it alone. */
class StatementVerifierTest {
    private final StatementFixture cloud = new StatementFixture();
    private final SignedStatement note = StatementFixture.note().build().sign(ALICE);
    private final SignedStatement rotate = StatementFixture.rotate().build().sign(ALICE, BOB);
    private final SignedStatement badge = StatementFixture.badge().build().sign(ALICE);

    @Test
    void acceptsStatementsThatBreakNoStep() {
        assertThat(cloud.verifier.verify(note, NOTE).accepted())
                .contains(new ProvenStatement(
                        StatementFixture.note().build(), List.of(new ProvenIdentity(ALICE.publicKey()))));
        assertThat(cloud.verifier.verify(rotate, StatementKind.ROTATE).accepted())
                .hasValueSatisfying(proven -> assertThat(proven.signers())
                        .extracting(ProvenIdentity::sin)
                        .containsExactly(ALICE.sin(), BOB.sin()));
        assertThat(cloud.verifier.verify(badge, BADGE).accepted()).isPresent();
    }

    @Test
    void acceptsTheSameStatementTwiceForFreshnessIsTheCallers() {
        assertThat(cloud.verifier.verify(note, NOTE).accepted()).isPresent();
        assertThat(cloud.verifier.verify(note, NOTE).accepted()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "Bitauth note 1\n",
                "Bitauth login 1\nCloud: a",
                "\ud83d",
                "\n\n",
                "Bitauth note 2\nA: b"
            })
    void step1RefusesATextThatIsNoStatement(String text) {
        refuses(withText(note, old -> text), NOTE, StatementRejection.MALFORMED);
    }

    @Test
    void step1RefusesATextThatIsTooLong() {
        refuses(withText(note, text -> text + "\nMore: " + "a".repeat(4096)), NOTE, StatementRejection.MALFORMED);
    }

    @Test
    void step1RefusesARepeatedLine() {
        // Refused before its kind is looked at.
        refuses(withText(note, text -> text + "\nTitle: a"), StatementKind.ROTATE, StatementRejection.MALFORMED);
    }

    @Test
    void step2RefusesAStatementOfAnotherKind() {
        refuses(note, StatementKind.ROTATE, StatementRejection.KIND);
        refuses(rotate, NOTE, StatementRejection.KIND);
        refuses(note, BADGE, StatementRejection.KIND);
    }

    @Test
    void step3RefusesAMissingOrUnknownLine() {
        String shorter = note.text().replace("Amount: 210000\n", "");
        refuses(signedFreely(shorter, ALICE), NOTE, StatementRejection.MALFORMED);
        refuses(signedFreely(note.text() + "\nMore: a", ALICE), NOTE, StatementRejection.MALFORMED);
    }

    @Test
    void step3RefusesAnotherSpellingOfTheSameStatement() {
        String respelled = note.text().replace("\"two words\"", "\"two\\u0020words\"");
        assertThat(respelled).isNotEqualTo(note.text());

        refuses(signedFreely(respelled, ALICE), NOTE, StatementRejection.MALFORMED);
    }

    @Test
    void step3RefusesAnotherNumberOfSignatures() {
        refuses(new SignedStatement(note.text(), List.of()), NOTE, StatementRejection.MALFORMED);
        refuses(signedFreely(note.text(), ALICE, ALICE), NOTE, StatementRejection.MALFORMED);
        refuses(signedFreely(rotate.text(), ALICE), StatementKind.ROTATE, StatementRejection.MALFORMED);
        refuses(signedFreely(rotate.text(), ALICE, BOB, CAROL), StatementKind.ROTATE, StatementRejection.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "020000000000000000000000000000000000000000000000000000000000000005",
                "Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
                "04d7cfea0841ca90c67f5260013e2fadf86c7fe3587c58851e4489736bb8ed5863"
            })
    void step3RefusesKeysOfOtherForms(String key) {
        refuses(
                withSignature(note, 0, old -> new StatementSignature(key, old.signature())),
                NOTE,
                StatementRejection.MALFORMED);
        refuses(
                withSignature(rotate, 1, old -> new StatementSignature(key, old.signature())),
                StatementKind.ROTATE,
                StatementRejection.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3006020100020101", "30060201010201", "300702010102020001", "MEUCIQ==", "é"})
    void step3RefusesSignaturesOfOtherForms(String signature) {
        refuses(
                withSignature(note, 0, old -> new StatementSignature(old.publicKey(), signature)),
                NOTE,
                StatementRejection.MALFORMED);
        refuses(
                withSignature(rotate, 1, old -> new StatementSignature(old.publicKey(), signature)),
                StatementKind.ROTATE,
                StatementRejection.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example/v3",
                "https://cloud.example",
                "https://cloud.example/v3/x",
                "https://cloud.example:8443/v3"
            })
    void step4RefusesAStatementForAnotherCloud(String url) {
        String text = note.text().replace("Cloud: https://cloud.example/v3", "Cloud: " + url);

        refuses(signedFreely(text, ALICE), NOTE, StatementRejection.CLOUD);
    }

    @Test
    void step5RefusesAStatementFromTheFuture() {
        cloud.clock.set(NOW.minusSeconds(10));
        assertThat(cloud.verifier.verify(note, NOTE).accepted()).isPresent();

        cloud.clock.set(NOW.minusSeconds(10).minusNanos(1));
        refuses(note, NOTE, StatementRejection.STALE);
        assertThat(cloud.verifier.verify(badge, BADGE).accepted())
                .as("a kind without Issued")
                .isPresent();
    }

    @Test
    void step5RefusesAnExpiredStatement() {
        Instant end = NOW.plusSeconds(600);
        cloud.clock.set(end);
        assertThat(cloud.verifier.verify(note, NOTE).accepted()).isPresent();

        cloud.clock.set(end.plusNanos(1));
        refuses(note, NOTE, StatementRejection.STALE);
    }

    @Test
    void step5RefusesAStatementAfterItsNotAfter() {
        cloud.clock.set(NOW.plusSeconds(86_400));
        assertThat(cloud.verifier.verify(badge, BADGE).accepted()).isPresent();

        cloud.clock.advance(Duration.ofNanos(1));
        refuses(badge, BADGE, StatementRejection.STALE);
    }

    @Test
    void step6RefusesAKeyThatIsNotTheIdentity() {
        refuses(signedFreely(note.text(), BOB), NOTE, StatementRejection.IDENTITY);
        refuses(signedFreely(rotate.text(), BOB, ALICE), StatementKind.ROTATE, StatementRejection.IDENTITY);
        refuses(signedFreely(rotate.text(), CAROL, BOB), StatementKind.ROTATE, StatementRejection.IDENTITY);
    }

    @Test
    void step7RefusesTheSignatureOfAnotherText() {
        String other = note.text().replace("210000", "210001");

        refuses(withText(note, text -> other), NOTE, StatementRejection.SIGNATURE);
    }

    @Test
    void step7RefusesTheSignatureOfAnotherKey() {
        StatementSignature bobs = signedFreely(note.text(), BOB).signatures().get(0);

        refuses(
                withSignature(note, 0, old -> new StatementSignature(old.publicKey(), bobs.signature())),
                NOTE,
                StatementRejection.SIGNATURE);
    }

    @Test
    void step7RefusesAHighS() {
        refuses(withSignature(note, 0, StatementFixture::twin), NOTE, StatementRejection.SIGNATURE);
        assertThat(twin(twin(note.signatures().get(0))))
                .isEqualTo(note.signatures().get(0));
    }

    @Test
    void step8RefusesASecondKeyThatIsNotTheOneNamed() {
        refuses(signedFreely(rotate.text(), ALICE, CAROL), StatementKind.ROTATE, StatementRejection.SECOND_IDENTITY);
        refuses(signedFreely(rotate.text(), ALICE, ALICE), StatementKind.ROTATE, StatementRejection.SECOND_IDENTITY);
    }

    @Test
    void step9RefusesTheSecondSignatureOfAnotherText() {
        SignedStatement other = signedFreely(rotate.text().replace("10:10:00", "10:10:01"), ALICE, BOB);

        refuses(
                withSignature(rotate, 1, old -> other.signatures().get(1)),
                StatementKind.ROTATE,
                StatementRejection.SECOND_SIGNATURE);
    }

    @Test
    void step9RefusesTheFirstSignatureInPlaceOfTheSecond() {
        String first = rotate.signatures().get(0).signature();

        refuses(
                withSignature(rotate, 1, old -> new StatementSignature(old.publicKey(), first)),
                StatementKind.ROTATE,
                StatementRejection.SECOND_SIGNATURE);
    }

    @Test
    void step9RefusesAHighS() {
        refuses(
                withSignature(rotate, 1, StatementFixture::twin),
                StatementKind.ROTATE,
                StatementRejection.SECOND_SIGNATURE);
    }

    @Test
    void tellsClientErrorsFromDisbelief() {
        assertThat(StatementRejection.values())
                .filteredOn(StatementRejection::isMalformed)
                .containsExactly(StatementRejection.MALFORMED, StatementRejection.KIND);
    }

    @Test
    void takesASkewOf1To60Seconds() {
        StatementVerifier.Builder builder =
                StatementVerifier.builder(CLOUD).clock(cloud.clock).maxSkew(Duration.ofSeconds(60));
        cloud.clock.set(NOW.minusSeconds(60));

        assertThat(builder.build().verify(note, NOTE).accepted()).isPresent();
        for (Duration skew : List.of(Duration.ZERO, Duration.ofSeconds(61), Duration.ofSeconds(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.maxSkew(skew));
        }
    }

    @Test
    void bringsItsCloudToTheOneSpelling() {
        StatementVerifier verifier = StatementVerifier.builder(URI.create("HTTPS://Cloud.example:443/v3/"))
                .build();

        assertThat(verifier.cloud()).isEqualTo("https://cloud.example/v3");
    }

    private void refuses(SignedStatement signed, StatementKind kind, StatementRejection reason) {
        Outcome<ProvenStatement, StatementRejection> outcome = cloud.verifier.verify(signed, kind, "req-1");

        assertThat(outcome.rejected()).hasValueSatisfying(no -> {
            assertThat(no.reason()).isEqualTo(reason);
            assertThat(no.requestId()).isEqualTo("req-1");
            signed.signatures().stream()
                    .filter(signature -> signature.signature().length() > 1)
                    .forEach(signature -> assertThat(no.detail()).doesNotContain(signature.signature()));
        });
    }
}
