package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.bitauth.BitauthKey;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a challenge lives is a setting of its face, up to 600 seconds. */
class ChallengeLifeTest {
    private static final String CLOUD = "https://cloud.example/v3";
    private static final BitauthKey KEY = BitauthKey.ofHex("a1".repeat(32));
    private static final Ask ASK = AskKind.SIGN_IN.ask();

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final MacKeys keys = MacKeys.random();
    private final ReplayGuard guard = new InMemoryReplayGuard(10, () -> now);

    ChallengeLifeTest() {
        now = now.plusSeconds(3600);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 120, 600})
    void issuesForTheLifeThatIsSet(int seconds) {
        Challenge challenge = face(seconds).issue(KEY.sin(), ASK);

        assertThat(challenge.life()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void acceptsUntilTheLastSecondOfTheLife() {
        Challenges people = face(600);
        ChallengeAnswer answer = answer(people);
        now = now.plusSeconds(600);

        assertThat(people.verify(answer, ASK).accepted()).isPresent();
    }

    @Test
    void refusesAfterTheLife() {
        Challenges people = face(600);
        ChallengeAnswer answer = answer(people);
        now = now.plusSeconds(600).plusMillis(1);

        assertThat(reason(people.verify(answer, ASK))).isEqualTo(ChallengeRejection.STALE);
    }

    @Test
    void refusesAChallengeOfALongerLifeThanTheFaceGives() {
        assertThat(reason(face(120).verify(answer(face(121)), ASK))).isEqualTo(ChallengeRejection.STALE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT0.5S", "PT1.5S", "PT600.000000001S", "PT601S"})
    void refusesALifeOutside1To600WholeSeconds(String life) {
        Challenges.Builder builder = Challenges.builder(URI.create(CLOUD));

        assertThatIllegalArgumentException().isThrownBy(() -> builder.life(Duration.parse(life)));
    }

    private Challenges face(int seconds) {
        return Challenges.builder(URI.create(CLOUD))
                .shared(keys, guard)
                .clock(() -> now)
                .life(Duration.ofSeconds(seconds))
                .build();
    }

    private static ChallengeAnswer answer(Challenges face) {
        return ChallengeAnswer.sign(face.issue(KEY.sin(), ASK).text(), CLOUD, ASK, KEY)
                .orElseThrow(no -> new AssertionError(no.detail()));
    }

    private static ChallengeRejection reason(Outcome<ProvenIdentity, ChallengeRejection> outcome) {
        return outcome.rejected().orElseThrow().reason();
    }
}
