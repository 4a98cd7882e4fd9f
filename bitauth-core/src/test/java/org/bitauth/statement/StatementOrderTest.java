package org.bitauth.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.statement.StatementFixture.ALICE;
import static org.bitauth.statement.StatementFixture.BOB;
import static org.bitauth.statement.StatementFixture.CAROL;
import static org.bitauth.statement.StatementFixture.signedFreely;

import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.Outcome;
import org.junit.jupiter.api.Test;

/** Statements that break one step and every later one: the earliest, which is the cheapest, gives the reason. */
class StatementOrderTest {
    private final StatementFixture cloud = new StatementFixture();
    private final String good = StatementFixture.rotate().build().text();
    private final String old = good.replace("2026-11-22", "2025-11-22");
    private final String elsewhere = old.replace("cloud.example", "other.example");

    @Test
    void step1SpeaksBeforeTheKind() {
        String text = elsewhere.replace("rotate", "rotates") + "\n";

        assertThat(reason(badly(text, CAROL, CAROL))).isEqualTo(StatementRejection.MALFORMED);
    }

    @Test
    void step2SpeaksBeforeTheLines() {
        String text = elsewhere.replace("rotate", "rotates") + "\nMore: a";

        assertThat(reason(new SignedStatement(text, List.of()))).isEqualTo(StatementRejection.KIND);
    }

    @Test
    void step3SpeaksBeforeTheCloud() {
        assertThat(reason(badly(elsewhere + "\nMore: a", CAROL, CAROL))).isEqualTo(StatementRejection.MALFORMED);
        assertThat(reason(new SignedStatement(elsewhere, List.of()))).isEqualTo(StatementRejection.MALFORMED);
    }

    @Test
    void step4SpeaksBeforeTheTime() {
        assertThat(reason(badly(elsewhere, CAROL, CAROL))).isEqualTo(StatementRejection.CLOUD);
    }

    @Test
    void step5SpeaksBeforeTheIdentity() {
        assertThat(reason(badly(old, CAROL, CAROL))).isEqualTo(StatementRejection.STALE);
    }

    @Test
    void step6SpeaksBeforeTheSignature() {
        assertThat(reason(badly(good, CAROL, CAROL))).isEqualTo(StatementRejection.IDENTITY);
    }

    @Test
    void step7SpeaksBeforeTheSecondIdentity() {
        assertThat(reason(badly(good, ALICE, CAROL))).isEqualTo(StatementRejection.SIGNATURE);
    }

    @Test
    void step8SpeaksBeforeTheSecondSignature() {
        SignedStatement badly = badly(good, ALICE, CAROL);
        SignedStatement first = signedFreely(good, ALICE, BOB);

        assertThat(reason(new SignedStatement(
                        good,
                        List.of(first.signatures().get(0), badly.signatures().get(1)))))
                .isEqualTo(StatementRejection.SECOND_IDENTITY);
    }

    /** The keys with their signatures of another text. */
    private static SignedStatement badly(String text, BitauthKey... keys) {
        return new SignedStatement(text, signedFreely("Bitauth other 1\n", keys).signatures());
    }

    private StatementRejection reason(SignedStatement signed) {
        return cloud.verifier
                .verify(signed, StatementKind.ROTATE)
                .rejected()
                .map(Outcome.Rejected::reason)
                .orElseThrow();
    }
}
