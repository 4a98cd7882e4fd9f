package org.bitauth.statement;

import static org.bitauth.statement.StatementFixture.ALICE;
import static org.bitauth.statement.StatementFixture.BADGE;
import static org.bitauth.statement.StatementFixture.BOB;
import static org.bitauth.statement.StatementFixture.CAROL;
import static org.bitauth.statement.StatementFixture.NOTE;
import static org.bitauth.statement.StatementFixture.NOW;
import static org.bitauth.statement.StatementFixture.signedFreely;
import static org.bitauth.statement.StatementFixture.withSignature;
import static org.bitauth.statement.StatementFixture.withText;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.bitauth.statement.StatementKind.Field;

/** Makes {@code vectors/statements.json}: good statements, and for each rule a statement that breaks it alone. */
final class StatementVectors {
    private static final SignedStatement GOOD = StatementFixture.note().build().sign(ALICE);
    private static final SignedStatement PAIR =
            StatementFixture.rotate().build().sign(ALICE, BOB);
    private static final SignedStatement LONG = StatementFixture.badge().build().sign(ALICE);

    private final ArrayNode cases = JsonNodeFactory.instance.arrayNode();

    private StatementVectors() {}

    static ObjectNode make() {
        StatementVectors vectors = new StatementVectors();
        vectors.accepted();
        vectors.spelling();
        vectors.lines();
        vectors.meaning();
        vectors.signatures();
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put(
                "about",
                "Statements of docs/protocol.md: each case breaks the one rule that its name says, or none. The outcome is"
                        + " 'accepted' or the reason of the first step that refuses. The keys are for tests only.");
        file.put("cloud", StatementFixture.CLOUD.toString()).put("max_skew_seconds", 10);
        ObjectNode kinds = file.putObject("kinds");
        for (StatementKind kind : List.of(NOTE, BADGE, StatementKind.ROTATE)) {
            ObjectNode of = kinds.putObject(kind.name());
            ArrayNode fields = of.putArray("fields");
            for (Field field : kind.fields()) {
                fields.addObject()
                        .put("name", field.name())
                        .put("type", field.slot().name());
            }
            kind.secondSigner().ifPresent(second -> of.put("second_signer", second));
        }
        file.set("cases", vectors.cases);
        return file;
    }

    private void accepted() {
        add("one signer", "accepted", NOTE, NOW, GOOD);
        add("two signers", "accepted", StatementKind.ROTATE, NOW, PAIR);
        add("holds until a time", "accepted", BADGE, NOW, LONG);
        add("as far in the future as the skew allows", "accepted", NOTE, NOW.minusSeconds(10), GOOD);
        add("in its last moment", "accepted", NOTE, NOW.plusSeconds(600), GOOD);
        add("name outside ASCII", "accepted", NOTE, NOW, titled("Gr\u00fc\u00dfe \ud83d\ude00 \"\\"));
        add("name that is the word id", "accepted", NOTE, NOW, titled("id"));
    }

    private void spelling() {
        malformed("step 1: empty text", "");
        malformed(
                "step 1: 4097 bytes",
                GOOD.text() + "\nMore: " + "a".repeat(4090 - GOOD.text().length()));
        malformed("step 1: a challenge", GOOD.text().replace("Bitauth note 1", "Bitauth login 1"));
        malformed("step 1: another version", GOOD.text().replace("Bitauth note 1", "Bitauth note 2"));
        malformed("step 1: line feed at the end", GOOD.text() + "\n");
        malformed("step 1: carriage returns", GOOD.text().replace("\n", "\r\n"));
        malformed("step 1: empty line", GOOD.text().replace("\nAmount", "\n\nAmount"));
        malformed("step 1: repeated line", GOOD.text().replace("\nAmount", "\nAmount: 210000\nAmount"));
        malformed("step 1: blank at the end of a line", GOOD.text().replace("210000", "210000 "));
        malformed("step 1: two blanks after the colon", GOOD.text().replace("Amount: ", "Amount:  "));
        malformed("step 1: letter outside ASCII", GOOD.text().replace("two words", "two w\u00f6rds"));
        add("step 2: another kind", "KIND", StatementKind.ROTATE, NOW, GOOD);
    }

    private void lines() {
        again("step 3: missing line", GOOD.text().replace("Amount: 210000\n", ""));
        again("step 3: unknown line", GOOD.text() + "\nMore: a");
        again("step 3: lines in another order", swapped());
        again("step 3: plain name in quotes", GOOD.text().replace("\"two words\"", "\"two\""));
        again("step 3: name with a needless escape", GOOD.text().replace("two words", "two\\u0020words"));
        again("step 3: name with an upper-case escape", GOOD.text().replace("two words", "tw\\u00D6 words"));
        again("step 3: name with half a pair", GOOD.text().replace("two words", "\\ud83d words"));
        again("step 3: bare word id", GOOD.text().replace("\"two words\"", "id"));
        again("step 3: name of 65 characters", GOOD.text().replace("\"two words\"", "a".repeat(65)));
        again("step 3: leading zero", GOOD.text().replace("210000", "0210000"));
        again("step 3: number of 19 digits", GOOD.text().replace("210000", "1" + "0".repeat(18)));
        again("step 3: upper-case digest", GOOD.text().replace("abab", "ABAB"));
        again("step 3: fraction of a second", GOOD.text().replace("10:00:00Z", "10:00:00.0Z"));
        again("step 3: hour 24", GOOD.text().replace("22T10:10:00Z", "22T24:00:00Z"));
        again("step 3: day that is none", GOOD.text().replace("2026-11-22T10:10", "2026-11-31T10:10"));
        again("step 3: nonce with bits to spare", GOOD.text().replace("0ODw", "0ODx"));
        again("step 3: SIN with a wrong checksum", GOOD.text().replace("QkzDz", "QkDzz"));
        again("step 3: slash after the cloud", GOOD.text().replace("/v3\n", "/v3/\n"));
        again("step 3: default port", GOOD.text().replace("cloud.example", "cloud.example:443"));
        again("step 3: upper-case host", GOOD.text().replace("cloud.example", "Cloud.example"));
        again("step 3: plain http", GOOD.text().replace("https", "http"));
        again("step 3: expires as it is issued", GOOD.text().replace("10:10:00", "10:00:00"));
        String same = PAIR.text().replace(BOB.sin().value(), ALICE.sin().value());
        add(
                "step 3: two signers that are one",
                "MALFORMED",
                StatementKind.ROTATE,
                NOW,
                signedFreely(same, ALICE, ALICE));
    }

    private void meaning() {
        String other = GOOD.text().replace("cloud.example", "other.example");
        add("step 4: another cloud", "CLOUD", NOTE, NOW, signedFreely(other, ALICE));
        add("step 5: issued beyond the skew", "STALE", NOTE, NOW.minusSeconds(11), GOOD);
        add("step 5: expired", "STALE", NOTE, NOW.plusSeconds(601), GOOD);
        add("step 5: after Not-After", "STALE", BADGE, NOW.plusSeconds(86_401), LONG);
    }

    private void signatures() {
        String key = ALICE.publicKey().toHex();
        String der = GOOD.signatures().get(0).signature();
        add("step 3: no signature", "MALFORMED", NOTE, NOW, new SignedStatement(GOOD.text(), List.of()));
        add("step 3: a signature too many", "MALFORMED", NOTE, NOW, signedFreely(GOOD.text(), ALICE, ALICE));
        add("step 3: one signature of two", "MALFORMED", StatementKind.ROTATE, NOW, signedFreely(PAIR.text(), ALICE));
        one("step 3: key off the curve", "MALFORMED", "02" + "0".repeat(63) + "5", der);
        one("step 3: uncompressed key", "MALFORMED", "04" + key.substring(2) + "a8".repeat(32), der);
        one("step 3: DER and a byte more", "MALFORMED", key, der + "00");
        one("step 3: signature in base64", "MALFORMED", key, "MEUCIQ==");
        one("step 6: key of another identity", "IDENTITY", BOB.publicKey().toHex(), der);
        one(
                "step 7: signature of another text",
                "SIGNATURE",
                key,
                PAIR.signatures().get(0).signature());
        add("step 7: high S", "SIGNATURE", NOTE, NOW, withSignature(GOOD, 0, StatementFixture::twin));
        pair("step 8: second key of another identity", "SECOND_IDENTITY", signedFreely(PAIR.text(), ALICE, CAROL));
        pair("step 8: first key twice", "SECOND_IDENTITY", signedFreely(PAIR.text(), ALICE, ALICE));
        pair("step 6: two signers changed places", "IDENTITY", signedFreely(PAIR.text(), BOB, ALICE));
        String first = PAIR.signatures().get(0).signature();
        pair(
                "step 9: first signature twice",
                "SECOND_SIGNATURE",
                withSignature(PAIR, 1, old -> new StatementSignature(old.publicKey(), first)));
        pair("step 9: second high S", "SECOND_SIGNATURE", withSignature(PAIR, 1, StatementFixture::twin));
    }

    private static SignedStatement titled(String title) {
        return StatementFixture.note().with("Title", title).build().sign(ALICE);
    }

    private static String swapped() {
        return GOOD.text()
                .replace(
                        "Amount: 210000\nDigest: " + "ab".repeat(32),
                        "Digest: " + "ab".repeat(32) + "\nAmount: 210000");
    }

    /** A text that cannot be signed as a statement, or need not be, with the signature of the good one. */
    private void malformed(String name, String text) {
        add(name, "MALFORMED", NOTE, NOW, withText(GOOD, old -> text));
    }

    /** A text that is signed as it is. */
    private void again(String name, String text) {
        add(name, "MALFORMED", NOTE, NOW, signedFreely(text, ALICE));
    }

    private void one(String name, String outcome, String publicKey, String signature) {
        add(name, outcome, NOTE, NOW, withSignature(GOOD, 0, old -> new StatementSignature(publicKey, signature)));
    }

    private void pair(String name, String outcome, SignedStatement signed) {
        add(name, outcome, StatementKind.ROTATE, NOW, signed);
    }

    private void add(String name, String outcome, StatementKind kind, Instant now, SignedStatement signed) {
        ObjectNode node = cases.addObject()
                .put("name", name)
                .put("outcome", outcome)
                .put("kind", kind.name())
                .put("now", now.toString())
                .put("text", signed.text());
        ArrayNode signatures = node.putArray("signatures");
        for (StatementSignature signature : signed.signatures()) {
            signatures.addObject().put("public_key", signature.publicKey()).put("signature", signature.signature());
        }
    }
}
