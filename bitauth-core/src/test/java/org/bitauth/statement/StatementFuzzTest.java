package org.bitauth.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.statement.StatementFixture.ALICE;
import static org.bitauth.statement.StatementFixture.BOB;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.junit.jupiter.api.Test;

class StatementFuzzTest {
    private static final String ALPHABET = "0123456789abcdefTZ:.-_/ \"\\\n\r\t\u0000é\ud83d\uffff";

    private final StatementFixture cloud = new StatementFixture();
    private final Random random = new Random(20261122);

    @Test
    void refusesEveryOneOf20000ChangedStatementsOfSeed20261122() {
        SignedStatement good = StatementFixture.rotate().build().sign(ALICE, BOB);
        Map<StatementRejection, Integer> refused = new EnumMap<>(StatementRejection.class);
        int total = 0;
        while (total < 20_000) {
            SignedStatement changed = change(good);
            if (meansTheSame(changed, good)) {
                continue;
            }
            Outcome<ProvenStatement, StatementRejection> outcome = cloud.verifier.verify(changed, StatementKind.ROTATE);
            assertThat(outcome.accepted()).as(changed.toString()).isEmpty();
            outcome.rejected().ifPresent(no -> refused.merge(no.reason(), 1, Integer::sum));
            total++;
        }

        assertThat(refused.values().stream().mapToInt(n -> n).sum()).isEqualTo(total);
        assertThat(refused)
                .containsKeys(
                        StatementRejection.MALFORMED,
                        StatementRejection.IDENTITY,
                        StatementRejection.SIGNATURE,
                        StatementRejection.SECOND_IDENTITY,
                        StatementRejection.SECOND_SIGNATURE);
        assertThat(cloud.verifier.verify(good, StatementKind.ROTATE).accepted()).isPresent();
    }

    @Test
    void readsEveryOneOf50000ChangedTextsAsItStandsOrNotAtAllOfSeed20261122() {
        String good = StatementFixture.note().build().text();
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            String changed = change(good);
            Optional<Statement> statement = read(changed);
            statement.ifPresent(that -> assertThat(that.text()).isEqualTo(changed));
            read += statement.isPresent() ? 1 : 0;
        }

        assertThat(read).isBetween(1_000, 25_000);
    }

    private static Optional<Statement> read(String text) {
        try {
            return Optional.of(Statement.parse(text, StatementFixture.NOTE));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** Hex digits may be written in either case. */
    private static boolean meansTheSame(SignedStatement a, SignedStatement b) {
        return a.text().equals(b.text())
                && a.signatures().toString().equalsIgnoreCase(b.signatures().toString());
    }

    private SignedStatement change(SignedStatement good) {
        int index = random.nextInt(2);
        return switch (random.nextInt(5)) {
            case 0, 1 -> StatementFixture.withText(good, this::change);
            case 2 ->
                StatementFixture.withSignature(
                        good, index, old -> new StatementSignature(change(old.publicKey()), old.signature()));
            case 3 ->
                StatementFixture.withSignature(
                        good, index, old -> new StatementSignature(old.publicKey(), change(old.signature())));
            default ->
                StatementFixture.withSignature(
                        good, index, old -> good.signatures().get(random.nextInt(2)));
        };
    }

    private String change(String text) {
        StringBuilder out = new StringBuilder(text);
        int at = random.nextInt(text.length());
        char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        switch (random.nextInt(5)) {
            case 0 -> out.setCharAt(at, other);
            case 1 -> out.insert(at, other);
            case 2 -> out.deleteCharAt(at);
            case 3 -> out.setLength(at);
            default -> out.insert(at, text, at, Math.min(text.length(), at + random.nextInt(80)));
        }
        return out.toString();
    }
}
