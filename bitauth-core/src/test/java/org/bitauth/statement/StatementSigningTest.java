package org.bitauth.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bitauth.statement.StatementFixture.ALICE;
import static org.bitauth.statement.StatementFixture.BOB;
import static org.bitauth.statement.StatementFixture.CAROL;
import static org.bitauth.statement.StatementFixture.liar;
import static org.bitauth.statement.StatementFixture.signedFreely;

import java.math.BigInteger;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.BitauthSigner;
import org.bitauth.Signable;
import org.bitauth.internal.Curve;
import org.junit.jupiter.api.Test;

/** Who may sign a statement. */
class StatementSigningTest {
    private final Statement note = StatementFixture.note().build();
    private final Statement rotate = StatementFixture.rotate().build();

    @Test
    void signsItsWholeText() {
        assertThat(note.sign(ALICE)).isEqualTo(signedFreely(note.text(), ALICE));
        assertThat(rotate.sign(ALICE, BOB)).isEqualTo(signedFreely(rotate.text(), ALICE, BOB));
    }

    @Test
    void isSignedByTwoKeysInTwoPlaces() {
        StatementSignature old = rotate.signature(ALICE);
        StatementSignature added =
                Statement.parse(rotate.text(), StatementKind.ROTATE).signature(BOB);

        assertThat(new SignedStatement(rotate.text(), List.of(old, added))).isEqualTo(rotate.sign(ALICE, BOB));
    }

    @Test
    void isSignedByNoOtherKey() {
        refuses(() -> note.sign(BOB));
        refuses(() -> note.signature(BOB));
        refuses(() -> note.sign());
        refuses(() -> note.sign(ALICE, ALICE));
        refuses(() -> note.sign(ALICE, BOB));
        refuses(() -> rotate.sign(ALICE));
        refuses(() -> rotate.sign(BOB, ALICE));
        refuses(() -> rotate.sign(ALICE, CAROL));
        refuses(() -> rotate.sign(CAROL, BOB));
        refuses(() -> rotate.sign(ALICE, BOB, CAROL));
        refuses(() -> rotate.signature(CAROL));
    }

    @Test
    void believesTheKeyAndNotTheNameOfASigner() {
        refuses(() -> note.sign(liar(BOB, ALICE.sin())));
        refuses(() -> note.signature(liar(BOB, ALICE.sin())));
    }

    @Test
    void bringsTheSignatureOfAForeignSignerToItsLowS() {
        BitauthSigner highS = new BitauthSigner() {
            @Override
            public BitauthPublicKey publicKey() {
                return ALICE.publicKey();
            }

            @Override
            public BitauthSignature sign(Signable what) {
                return high(ALICE, what);
            }
        };

        assertThat(highS.sign(note.signable()).isLowS()).isFalse();
        assertThat(note.sign(highS)).isEqualTo(note.sign(ALICE));
    }

    private static BitauthSignature high(BitauthKey key, Signable what) {
        byte[] bytes = key.sign(what).toBytes();
        Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, bytes, 32, 32)), bytes, 32);
        return BitauthSignature.ofBytes(bytes);
    }

    private static void refuses(Runnable signing) {
        assertThatIllegalArgumentException().isThrownBy(signing::run);
    }
}
