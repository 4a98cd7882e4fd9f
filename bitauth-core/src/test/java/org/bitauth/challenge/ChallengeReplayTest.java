package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.challenge.LoginFixture.ASK;
import static org.bitauth.challenge.LoginFixture.CLOUD;
import static org.bitauth.challenge.LoginFixture.NOW;
import static org.bitauth.challenge.LoginFixture.answer;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bitauth.Outcome;
import org.bitauth.StoreException;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.Race;
import org.bitauth.replay.ReplayGuard;
import org.junit.jupiter.api.Test;

class ChallengeReplayTest {
    private final LoginFixture login = new LoginFixture();

    @Test
    void acceptsAnAnswerOnce() {
        ChallengeAnswer answer = answer(login.issued());

        assertThat(login.challenges.verify(answer, ASK).accepted()).isPresent();
        assertThat(login.challenges.verify(answer, ASK).rejected().map(Outcome.Rejected::reason))
                .contains(ChallengeRejection.REPLAY);
    }

    @Test
    void acceptsAnAnswerOnOneOfTwoNodes() {
        Challenges otherNode = login.sharing(login.guard);
        ChallengeAnswer answer = answer(login.issued());

        assertThat(otherNode.verify(answer, ASK).accepted()).isPresent();
        assertThat(login.challenges.verify(answer, ASK).accepted()).isEmpty();
    }

    @Test
    void acceptsAnAnswerOfOneOf32Threads() throws Exception {
        int rounds = 25;
        List<ChallengeAnswer> answers = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            answers.add(answer(login.issued()));
        }

        int[] winners = Race.winners(
                32,
                rounds,
                round -> login.challenges
                        .verify(answers.get(round), ASK)
                        .accepted()
                        .isPresent());

        assertThat(winners).hasSize(rounds).containsOnly(1);
    }

    @Test
    void remembersTheNonceFor60SecondsAfterTheEnd() {
        List<String> nonces = new ArrayList<>();
        List<Instant> ends = new ArrayList<>();
        ReplayGuard noting = new ReplayGuard() {
            @Override
            public boolean claim(String nonce, Instant until) {
                nonces.add(nonce);
                ends.add(until);
                return true;
            }

            @Override
            public Instant rememberingSince() {
                return NOW.minusSeconds(3600);
            }
        };
        Challenge challenge = login.issued();
        login.sharing(noting).verify(answer(challenge), ASK);

        assertThat(nonces).containsExactly("challenge " + challenge.nonce());
        assertThat(ends).containsExactly(challenge.expires().plusSeconds(60));
    }

    @Test
    void acceptsNothingWhenTheGuardIsFull() {
        login.clock.set(NOW.minusSeconds(10));
        ReplayGuard small = new InMemoryReplayGuard(1, login.clock);
        login.clock.set(NOW);
        Challenges challenges = login.sharing(small);
        ChallengeAnswer first = answer(login.issued());
        ChallengeAnswer second = answer(login.issued());
        assertThat(challenges.verify(first, ASK).accepted()).isPresent();

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> challenges.verify(second, ASK));
        assertThat(challenges.verify(first, ASK).accepted()).isEmpty();

        // The first nonce leaves 60 seconds after its end; the second answer had not been used up by the failure.
        login.clock.set(NOW.plusSeconds(181));
        ChallengeAnswer third = answer(challenges.issue(LoginFixture.ALICE.sin(), ASK));
        assertThat(challenges.verify(third, ASK).accepted()).isPresent();
    }

    @Test
    void acceptsNothingWhenTheStoreIsDown() {
        ReplayGuard down = new ReplayGuard() {
            @Override
            public boolean claim(String nonce, Instant until) {
                throw new StoreException("down");
            }

            @Override
            public Instant rememberingSince() {
                return NOW.minusSeconds(3600);
            }
        };

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> login.sharing(down).verify(answer(login.issued()), ASK));
    }

    @Test
    void refusesAReplayWhenTheStoreIsEmptiedBetweenTheLookAndTheClaim() {
        EmptiedReplayGuard guard = new EmptiedReplayGuard(login.clock);
        Challenges challenges = login.sharing(guard);
        login.clock.advance(Duration.ofSeconds(5));
        ChallengeAnswer answer = answer(challenges.issue(LoginFixture.ALICE.sin(), ASK));
        login.clock.advance(Duration.ofSeconds(5));
        guard.emptyBeforeTheNextClaim();

        assertThat(challenges.verify(answer, ASK).rejected().map(Outcome.Rejected::reason))
                .contains(ChallengeRejection.STALE);
        assertThat(guard.claimsWon()).isEqualTo(1);
    }

    @Test
    void acceptsAChallengeOfTheNewMemoryAfterTheStoreWasEmptied() {
        EmptiedReplayGuard guard = new EmptiedReplayGuard(login.clock);
        Challenges challenges = login.sharing(guard);
        login.clock.advance(Duration.ofSeconds(10));
        guard.empty();

        ChallengeAnswer answer = answer(challenges.issue(LoginFixture.ALICE.sin(), ASK));

        assertThat(challenges.verify(answer, ASK).accepted()).isPresent();
    }

    @Test
    void issuesAnotherNonceEachTimeAndKeepsNothing() {
        Set<String> nonces = new HashSet<>();
        ReplayGuard readOnly = new ReplayGuard() {
            @Override
            public boolean claim(String nonce, Instant until) {
                throw new AssertionError("issuing must not write");
            }

            @Override
            public Instant rememberingSince() {
                return NOW.minusSeconds(3600);
            }
        };
        Challenges challenges = login.sharing(readOnly);
        for (int i = 0; i < 1000; i++) {
            nonces.add(challenges.issue(LoginFixture.ALICE.sin(), ASK).nonce());
        }

        assertThat(nonces).hasSize(1000);
    }

    @Test
    void worksWithItsDefaults() {
        Challenges challenges =
                Challenges.builder(URI.create("HTTPS://Cloud.example:443/v3/")).build();

        Challenge challenge = challenges.issue(LoginFixture.ALICE.sin(), ASK);

        assertThat(challenges.cloud()).isEqualTo(CLOUD);
        assertThat(Challenge.parse(challenge.text())).isEqualTo(challenge);
        assertThat(challenge.life()).isEqualTo(Duration.ofSeconds(120));
        assertThat(challenges.verify(answer(challenge), ASK, "req-7").accepted())
                .isPresent();
        assertThat(challenges.verify(answer(challenge), ASK, "req-7").rejected().map(Outcome.Rejected::requestId))
                .contains("req-7");
    }
}
