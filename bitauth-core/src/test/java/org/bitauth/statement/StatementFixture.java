package org.bitauth.statement;

import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.BitauthSigner;
import org.bitauth.SetClock;
import org.bitauth.Signable;
import org.bitauth.Sin;
import org.bitauth.internal.Curve;
import org.bitauth.internal.SignedForm;
import org.bitauth.statement.StatementKind.Field;
import org.bitauth.statement.StatementKind.Slot;

/** A cloud, two users, and statements of three kinds: of one signer, of two, and one that may be shown often. */
final class StatementFixture {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final URI CLOUD = URI.create("https://cloud.example/v3");
    static final BitauthKey ALICE =
            BitauthKey.ofHex("38f93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6ad");
    static final BitauthKey BOB = BitauthKey.ofHex("09880c962437080d72f72c8c63a69efd65d086c9e7851a87b76373eb6ce9aab5");
    static final BitauthKey CAROL = BitauthKey.ofHex("0".repeat(63) + "2");
    static final String NONCE = "AAECAwQFBgcICQoLDA0ODw";

    static final StatementKind NOTE = StatementKind.of(
            "note", new Field("Title", Slot.NAME), new Field("Amount", Slot.NUMBER), new Field("Digest", Slot.DIGEST));
    static final StatementKind BADGE =
            StatementKind.of("key-badge", new Field("Login", Slot.HOST_WORD)).withNotAfter();

    final SetClock clock = new SetClock(NOW);
    final StatementVerifier verifier =
            StatementVerifier.builder(CLOUD).clock(clock).build();

    static StatementBuilder note() {
        return Statement.builder(NOTE, CLOUD, ALICE.sin())
                .with("Title", "two words")
                .with("Amount", "210000")
                .with("Digest", "ab".repeat(32))
                .with("Nonce", NONCE)
                .valid(NOW, NOW.plusSeconds(600));
    }

    static StatementBuilder rotate() {
        return Statement.builder(StatementKind.ROTATE, CLOUD, ALICE.sin())
                .with("Adds", BOB.sin().value())
                .with("Nonce", NONCE)
                .valid(NOW, NOW.plusSeconds(600));
    }

    static StatementBuilder badge() {
        return Statement.builder(BADGE, CLOUD, ALICE.sin())
                .with("Login", "ubuntu")
                .validUntil(NOW.plusSeconds(86_400));
    }

    /** Signs whatever the text says, as long as it begins like a statement. */
    static SignedStatement signedFreely(String text, BitauthKey... keys) {
        List<StatementSignature> signatures = new ArrayList<>();
        for (BitauthKey key : keys) {
            String signature = key.sign(Signable.of(SignedForm.statement(text))).toDerHex();
            signatures.add(new StatementSignature(key.publicKey().toHex(), signature));
        }
        return new SignedStatement(text, signatures);
    }

    static SignedStatement withText(SignedStatement signed, UnaryOperator<String> change) {
        return new SignedStatement(change.apply(signed.text()), signed.signatures());
    }

    static SignedStatement withSignature(SignedStatement signed, int index, UnaryOperator<StatementSignature> change) {
        List<StatementSignature> signatures = new ArrayList<>(signed.signatures());
        signatures.set(index, change.apply(signatures.get(index)));
        return new SignedStatement(signed.text(), signatures);
    }

    /** The other signature that verifies, which has the high S. */
    static StatementSignature twin(StatementSignature signature) {
        BitauthSignature low = BitauthSignature.ofDerHex(signature.signature());
        byte[] bytes = low.toBytes();
        Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, bytes, 32, 32)), bytes, 32);
        return new StatementSignature(
                signature.publicKey(), BitauthSignature.ofBytes(bytes).toDerHex());
    }

    /** A signer that claims to be another one. */
    static BitauthSigner liar(BitauthKey key, Sin claimed) {
        return new BitauthSigner() {
            @Override
            public BitauthPublicKey publicKey() {
                return key.publicKey();
            }

            @Override
            public BitauthSignature sign(Signable what) {
                return key.sign(what);
            }

            @Override
            public Sin sin() {
                return claimed;
            }
        };
    }
}
