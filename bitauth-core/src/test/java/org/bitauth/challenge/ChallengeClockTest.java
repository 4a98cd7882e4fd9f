package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bitauth.challenge.LoginFixture.ALICE;
import static org.bitauth.challenge.LoginFixture.ASK;
import static org.bitauth.challenge.LoginFixture.CLOUD;
import static org.bitauth.challenge.LoginFixture.NOW;
import static org.bitauth.challenge.LoginFixture.answer;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bitauth.Outcome;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;

/** The edges of step 5, each to the nanosecond. */
class ChallengeClockTest {
    private static final Duration TICK = Duration.ofNanos(1);

    private final LoginFixture login = new LoginFixture();

    @Test
    void takesAChallengeThatIsAheadByTheSkewExactly() {
        assertThat(reason(login.forged(NOW.plusSeconds(10), Challenges.LIFE))).isEmpty();
    }

    @Test
    void refusesAChallengeThatIsAheadByMore() {
        assertThat(reason(login.forged(NOW.plusSeconds(11), Challenges.LIFE))).contains(ChallengeRejection.STALE);

        login.clock.set(NOW.minus(TICK));
        assertThat(reason(login.forged(NOW.plusSeconds(10), Challenges.LIFE))).contains(ChallengeRejection.STALE);
    }

    @Test
    void takesAnAnswerAtTheVeryEnd() {
        Challenge challenge = login.issued();
        login.clock.set(challenge.expires());

        assertThat(reason(challenge)).isEmpty();
    }

    @Test
    void refusesAnAnswerAfterTheEnd() {
        Challenge challenge = login.issued();
        login.clock.set(challenge.expires().plus(TICK));

        assertThat(reason(challenge)).contains(ChallengeRejection.STALE);
    }

    @Test
    void takesALifeOf120SecondsAndNotOneMore() {
        assertThat(reason(login.forged(NOW, Duration.ofSeconds(120)))).isEmpty();
        assertThat(reason(login.forged(NOW, Duration.ofSeconds(121)))).contains(ChallengeRejection.STALE);
    }

    @Test
    void isSetToAnotherSkew() {
        Challenges strict = Challenges.builder(URI.create(CLOUD))
                .shared(login.macKeys, login.guard)
                .clock(login.clock)
                .maxSkew(Duration.ofSeconds(1))
                .build();

        assertThat(reason(strict, login.forged(NOW.plusSeconds(2), Challenges.LIFE)))
                .contains(ChallengeRejection.STALE);
        assertThat(reason(strict, login.forged(NOW.plusSeconds(1), Challenges.LIFE)))
                .isEmpty();
    }

    @Test
    void allowsASkewOf1To60Seconds() {
        Challenges.Builder builder = Challenges.builder(URI.create(CLOUD)).maxSkew(Duration.ofSeconds(60));

        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxSkew(Duration.ofSeconds(61)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxSkew(Duration.ZERO));
    }

    @Test
    void issuesWholeSecondsFor120Seconds() {
        login.clock.set(NOW.plusMillis(999));

        assertThat(login.issued().issued()).isEqualTo(NOW);
        assertThat(login.issued().expires()).isEqualTo(NOW.plusSeconds(120));
    }

    @Test
    void issuesChallengesOfTheTimeFromWhichTheMemoryIsSure() {
        Challenges started = startedAt(NOW.plusMillis(300));
        login.clock.set(NOW.plusMillis(301));
        Challenge challenge = started.issue(ALICE.sin(), ASK);

        assertThat(challenge.issued()).isEqualTo(NOW.plusSeconds(11));
        assertThat(challenge.expires()).isEqualTo(NOW.plusSeconds(131));
        login.clock.set(NOW.minusSeconds(10));
        assertThat(reason(started, challenge)).as("a node that is slow").isEmpty();
    }

    @Test
    void refusesAChallengeThatIsYoungerThanTheMemoryByLessThanTheSkew() {
        // It may have been issued and answered before the restart, 300 ms into a second, by a node that is 10 seconds
        // fast.
        Challenges started = startedAt(NOW.plusMillis(300));

        assertThat(reason(started, login.forged(NOW.plusSeconds(10), Challenges.LIFE)))
                .contains(ChallengeRejection.STALE);
        assertThat(reason(started, login.forged(NOW.plusSeconds(11), Challenges.LIFE)))
                .isEmpty();
        assertThat(reason(started, login.forged(NOW.plusSeconds(12), Challenges.LIFE)))
                .as("ahead of both the clock's skew and the memory")
                .contains(ChallengeRejection.STALE);
    }

    @Test
    void takesAChallengeOfTheInstantFromWhichTheMemoryIsSure() {
        assertThat(reason(startedAt(NOW), login.forged(NOW.plusSeconds(10), Challenges.LIFE)))
                .isEmpty();
    }

    @Test
    void refusesAUsedChallengeAfterARestart() {
        Challenge used = login.issued();
        assertThat(reason(used)).isEmpty();

        Challenges restarted = startedAt(NOW.plusMillis(1));

        assertThat(reason(restarted, used)).contains(ChallengeRejection.STALE);
    }

    @Test
    void refusesAUsedChallengeAfterANodeWithASlowClockBeganTheStoreAnew() {
        Challenge used = login.issued();
        assertThat(reason(used)).isEmpty();

        Challenges begunBySlowNode = startedAt(NOW.minusSeconds(10).plusMillis(1));
        login.clock.set(NOW.plusMillis(2));

        assertThat(reason(begunBySlowNode, used)).contains(ChallengeRejection.STALE);
        Challenge next = begunBySlowNode.issue(ALICE.sin(), ASK);
        assertThat(reason(begunBySlowNode, next)).isEmpty();
        assertThat(reason(begunBySlowNode, next)).contains(ChallengeRejection.REPLAY);
    }

    private Challenges startedAt(Instant start) {
        login.clock.set(start);
        return login.sharing(new InMemoryReplayGuard(10, login.clock));
    }

    private Optional<ChallengeRejection> reason(Challenge challenge) {
        return reason(login.challenges, challenge);
    }

    private static Optional<ChallengeRejection> reason(Challenges challenges, Challenge challenge) {
        return challenges.verify(answer(challenge), ASK).rejected().map(Outcome.Rejected::reason);
    }
}
