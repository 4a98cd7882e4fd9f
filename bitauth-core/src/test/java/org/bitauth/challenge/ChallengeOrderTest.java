package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.challenge.LoginFixture.ALICE;
import static org.bitauth.challenge.LoginFixture.ASK;
import static org.bitauth.challenge.LoginFixture.BOB;
import static org.bitauth.challenge.LoginFixture.CLOUD;
import static org.bitauth.challenge.LoginFixture.NOW;
import static org.bitauth.challenge.LoginFixture.OTHER_ASK;
import static org.bitauth.challenge.LoginFixture.answer;
import static org.bitauth.challenge.LoginFixture.withText;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.junit.jupiter.api.Test;

/** Answers that break one step and every later one: the earliest, which is the cheapest, gives the reason. */
class ChallengeOrderTest {
    private static final String OTHER_CLOUD = "https://other.example";
    private static final Instant OLD = NOW.minusSeconds(600);
    private static final Sin CAROL = BitauthKey.ofHex("0".repeat(63) + "2").sin();

    private final LoginFixture login = new LoginFixture();

    @Test
    void step1SpeaksBeforeAllOthers() {
        Challenge wrong = new LoginFixture().forged(OTHER_CLOUD, CAROL, OTHER_ASK.line(), OLD, OLD.plusSeconds(1));

        assertThat(reason(withText(badlySigned(wrong), wrong.text() + " "))).contains(ChallengeRejection.MALFORMED);
    }

    @Test
    void step2SpeaksBeforeTheMac() {
        Challenge wrong = new LoginFixture().forged(OTHER_CLOUD, CAROL, OTHER_ASK.line(), OLD, OLD.plusSeconds(1));
        ChallengeAnswer answer = badlySigned(wrong);

        assertThat(reason(new ChallengeAnswer(
                        answer.challenge(), answer.publicKey(), Optional.of("address"), answer.signature())))
                .contains(ChallengeRejection.MALFORMED);
    }

    @Test
    void step3SpeaksBeforeTheCloud() {
        Challenge wrong = new LoginFixture().forged(OTHER_CLOUD, CAROL, OTHER_ASK.line(), OLD, OLD.plusSeconds(1));

        assertThat(reason(badlySigned(wrong))).contains(ChallengeRejection.MAC);
    }

    @Test
    void step4SpeaksBeforeTheTime() {
        Challenge wrong = login.forged(OTHER_CLOUD, CAROL, OTHER_ASK.line(), OLD, OLD.plusSeconds(1));

        assertThat(reason(badlySigned(used(wrong)))).contains(ChallengeRejection.CLOUD);
    }

    @Test
    void step5SpeaksBeforeTheAsk() {
        Challenge wrong = login.forged(CLOUD, CAROL, OTHER_ASK.line(), OLD, OLD.plusSeconds(1));

        assertThat(reason(badlySigned(used(wrong)))).contains(ChallengeRejection.STALE);
    }

    @Test
    void step6SpeaksBeforeTheNonce() {
        Challenge wrong = login.forged(CLOUD, CAROL, OTHER_ASK.line(), NOW, NOW.plusSeconds(120));

        assertThat(reason(badlySigned(used(wrong)))).contains(ChallengeRejection.ASK);
    }

    @Test
    void step7SpeaksBeforeTheIdentity() {
        Challenge wrong = login.forged(CLOUD, CAROL, ASK.line(), NOW, NOW.plusSeconds(120));

        assertThat(reason(badlySigned(used(wrong)))).contains(ChallengeRejection.REPLAY);
    }

    @Test
    void step8SpeaksBeforeTheSignature() {
        Challenge wrong = login.forged(CLOUD, CAROL, ASK.line(), NOW, NOW.plusSeconds(120));

        assertThat(reason(badlySigned(wrong))).contains(ChallengeRejection.IDENTITY);
    }

    @Test
    void step9SpeaksBeforeTheClaim() {
        Challenge challenge = login.issued();

        assertThat(reason(badlySigned(challenge))).contains(ChallengeRejection.SIGNATURE);
        assertThat(login.challenges.verify(answer(challenge), ASK).accepted())
                .as("a stranger's answer does not burn the nonce")
                .isPresent();
    }

    @Test
    void refusalsOfEveryStepLeaveTheChallengeUsable() {
        Challenge challenge = login.issued();
        ChallengeAnswer good = answer(challenge);
        reason(withText(good, challenge.text() + "\n"));
        reason(answer(challenge, BOB));
        reason(badlySigned(challenge));
        login.challenges.verify(good, OTHER_ASK);
        login.clock.advance(Duration.ofSeconds(-60));
        assertThat(reason(good)).contains(ChallengeRejection.STALE);
        login.clock.set(NOW);

        assertThat(login.challenges.verify(good, ASK).accepted()).isPresent();
    }

    /** As if an answer to the challenge had been accepted. */
    private Challenge used(Challenge challenge) {
        assertThat(login.guard.claim("challenge " + challenge.nonce(), NOW.plusSeconds(600)))
                .isTrue();
        return challenge;
    }

    /** Alice's key with her signature of another challenge. */
    private ChallengeAnswer badlySigned(Challenge challenge) {
        return answer(
                challenge.text(), ALICE, ALICE.sign(login.issued().signable()).toDerHex());
    }

    private Optional<ChallengeRejection> reason(ChallengeAnswer answer) {
        return login.challenges.verify(answer, ASK).rejected().map(Outcome.Rejected::reason);
    }
}
