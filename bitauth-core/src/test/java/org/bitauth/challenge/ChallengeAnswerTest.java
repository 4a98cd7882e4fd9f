package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.challenge.LoginFixture.ALICE;
import static org.bitauth.challenge.LoginFixture.ASK;
import static org.bitauth.challenge.LoginFixture.BOB;
import static org.bitauth.challenge.LoginFixture.CLOUD;
import static org.bitauth.challenge.LoginFixture.NOW;
import static org.bitauth.challenge.LoginFixture.OTHER_ASK;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.BitauthSigner;
import org.bitauth.Outcome;
import org.bitauth.Signable;
import org.bitauth.challenge.ChallengeAnswer.Refusal;
import org.bitauth.internal.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeAnswerTest {
    private final LoginFixture login = new LoginFixture();
    private final Challenge challenge = login.issued();

    /** Alice's key in a device that must not be asked. */
    private static final BitauthSigner UNTOUCHED = signer(what -> {
        throw new AssertionError("the signer was asked to sign");
    });

    private interface Signing {
        BitauthSignature sign(Signable what);
    }

    @Test
    void signsTheChallengeThatTheClientAwaits() {
        ChallengeAnswer answer = sign(challenge.text(), ALICE).orElseThrow(no -> new AssertionError(no.detail()));

        assertThat(answer.challenge()).isEqualTo(challenge.text());
        assertThat(answer.publicKey()).contains(ALICE.publicKey().toHex());
        assertThat(answer.address()).isEmpty();
        assertThat(login.challenges.verify(answer, ASK).accepted()).isPresent();
    }

    @Test
    void signsTheSameChallengeTheSameWayWithALowS() {
        for (int i = 0; i < 20; i++) {
            String text = login.issued().text();
            Optional<ChallengeAnswer> first = sign(text, ALICE).accepted();

            assertThat(first).isPresent().isEqualTo(sign(text, ALICE).accepted());
            assertThat(first.map(answer ->
                            BitauthSignature.ofDerHex(answer.signature()).isLowS()))
                    .contains(true);
        }
    }

    @Test
    void bringsADevicesHighSToItsLowForm() {
        BitauthSigner device = signer(what -> {
            byte[] bytes = ALICE.sign(what).toBytes();
            Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, bytes, 32, 32)), bytes, 32);
            return BitauthSignature.ofBytes(bytes);
        });

        assertThat(sign(challenge.text(), device).accepted())
                .isPresent()
                .isEqualTo(sign(challenge.text(), ALICE).accepted());
    }

    @Test
    void signsNoChallengeWithALineThatItDoesNotKnow() {
        String[] lines = challenge.text().split("\n", -1);
        for (int i = 0; i <= lines.length; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j <= lines.length; j++) {
                text.append(j == i ? (j == 0 ? "" : "\n") + "Limit: 5" + (j == 0 ? "\n" : "") : "");
                text.append(j == lines.length ? "" : (j == 0 ? "" : "\n") + lines[j]);
            }
            assertThat(text.toString()).hasLineCount(9);
            assertThat(refusal(text.toString(), CLOUD, ASK)).contains(Refusal.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bitauth login 1", "https://cloud.example/", "01234567890123456789012345678901"})
    void signsNoOtherTexts(String text) {
        assertThat(refusal(text, CLOUD, ASK)).contains(Refusal.MALFORMED);
    }

    @Test
    void signsForNoOtherCloud() {
        for (String cloud : new String[] {
            "https://cloud.example", "https://cloud.example/v3/", "http://cloud.example/v3", "https://Cloud.example/v3"
        }) {
            assertThat(refusal(challenge.text(), cloud, ASK)).contains(Refusal.OTHER_CLOUD);
        }
    }

    @Test
    void signsForNoOtherIdentity() {
        assertThat(refusal(login.challenges.issue(BOB.sin(), ASK).text(), CLOUD, ASK))
                .contains(Refusal.OTHER_IDENTITY);
    }

    @Test
    void signsNoOtherAsk() {
        assertThat(refusal(challenge.text(), CLOUD, OTHER_ASK)).contains(Refusal.OTHER_ASK);
        assertThat(refusal(challenge.text(), CLOUD, AskKind.of("sign in").ask()))
                .contains(Refusal.OTHER_ASK);
    }

    @Test
    void signsALifeOf600SecondsAndNotOneMore() {
        String longest = login.forged(NOW, Duration.ofSeconds(600)).text();
        String longer = login.forged(NOW, Duration.ofSeconds(601)).text();

        assertThat(sign(longest, ALICE).accepted()).isPresent();
        assertThat(refusal(longer, CLOUD, ASK)).contains(Refusal.TOO_LONG);
    }

    private static Outcome<ChallengeAnswer, Refusal> sign(String text, BitauthSigner signer) {
        return ChallengeAnswer.sign(text, CLOUD, ASK, signer);
    }

    private static Optional<Refusal> refusal(String text, String cloud, Ask ask) {
        return ChallengeAnswer.sign(text, cloud, ask, UNTOUCHED).rejected().map(Outcome.Rejected::reason);
    }

    private static BitauthSigner signer(Signing signing) {
        return new BitauthSigner() {
            @Override
            public BitauthPublicKey publicKey() {
                return ALICE.publicKey();
            }

            @Override
            public BitauthSignature sign(Signable what) {
                return signing.sign(what);
            }
        };
    }
}
