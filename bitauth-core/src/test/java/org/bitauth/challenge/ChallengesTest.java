package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.challenge.LoginFixture.ALICE;
import static org.bitauth.challenge.LoginFixture.ASK;
import static org.bitauth.challenge.LoginFixture.BOB;
import static org.bitauth.challenge.LoginFixture.CLOUD;
import static org.bitauth.challenge.LoginFixture.NOW;
import static org.bitauth.challenge.LoginFixture.OTHER_ASK;
import static org.bitauth.challenge.LoginFixture.answer;
import static org.bitauth.challenge.LoginFixture.withSignature;
import static org.bitauth.challenge.LoginFixture.withText;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bitauth.BitauthSignature;
import org.bitauth.ProvenIdentity;
import org.bitauth.internal.Curve;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of "Server order for an answer" in the protocol, section 4: for each, answers that break it alone. */
class ChallengesTest {
    private final LoginFixture login = new LoginFixture();

    @Test
    void acceptsAnAnswerThatBreaksNoStep() {
        assertThat(login.challenges.verify(answer(login.issued()), ASK).accepted())
                .contains(new ProvenIdentity(ALICE.publicKey()));
    }

    @Test
    void step1RefusesATextThatIsNoChallenge() {
        refuses(withText(answer(login.issued()), "Bitauth login 1\n"), ChallengeRejection.MALFORMED);
    }

    @Test
    void step1RefusesAnotherSpellingOfTheSameChallenge() {
        login.clock.set(Instant.parse("2026-11-22T23:58:00Z"));
        Challenge challenge = login.issued();
        String respelled = challenge.text().replace("Expires: 2026-11-23T00:00:00Z", "Expires: 2026-11-22T24:00:00Z");
        assertThat(respelled).isNotEqualTo(challenge.text());

        refuses(withText(answer(challenge), respelled), ChallengeRejection.MALFORMED);
    }

    @Test
    void step2RefusesAnAnswerWithoutKeyAndAddress() {
        ChallengeAnswer good = answer(login.issued());

        refuses(
                new ChallengeAnswer(good.challenge(), Optional.empty(), Optional.empty(), good.signature()),
                ChallengeRejection.MALFORMED);
    }

    @Test
    void step2RefusesAnAnswerWithBothKeyAndAddress() {
        ChallengeAnswer good = answer(login.issued());
        Optional<String> address = Optional.of("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH");

        refuses(
                new ChallengeAnswer(good.challenge(), good.publicKey(), address, good.signature()),
                ChallengeRejection.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "020000000000000000000000000000000000000000000000000000000000000005",
                "04d7cfea0841ca90c67f5260013e2fadf86c7fe3587c58851e4489736bb8ed5863"
                        + "a84e1ec0cdf44463e04d0f8f146a2eb752e38ae16401ec8304d023c31046b8b0"
            })
    void step2RefusesKeysOfOtherForms(String key) {
        ChallengeAnswer good = answer(login.issued());

        refuses(
                new ChallengeAnswer(good.challenge(), Optional.of(key), Optional.empty(), good.signature()),
                ChallengeRejection.MALFORMED);
    }

    @Test
    void step2RefusesSignaturesOfOtherForms() {
        ChallengeAnswer good = answer(login.issued());

        refuses(withSignature(good, good.signature() + "01"), ChallengeRejection.MALFORMED);
        refuses(withSignature(good, ""), ChallengeRejection.MALFORMED);
    }

    @Test
    void step3RefusesAMacOfAnotherCloudsKey() {
        Challenge foreign = new LoginFixture().issued();

        refuses(answer(foreign), ChallengeRejection.MAC);
    }

    @Test
    void step3RefusesAKeyIdThatIsUnknown() {
        Challenge c = login.issued();
        String mac = c.mac().replace("r1.", "r2.");

        refuses(
                answer(new Challenge(c.cloud(), c.identity(), c.asks(), c.issued(), c.expires(), c.nonce(), mac)),
                ChallengeRejection.MAC);
    }

    @Test
    void step3RefusesAChangeOfAnyLine() {
        Challenge c = login.issued();
        String text = c.text();
        for (String changed : new String[] {
            text.replace(CLOUD, CLOUD + "x"),
            text.replace(ALICE.sin().value(), BOB.sin().value()),
            text.replace("demo", "admin"),
            text.replace("Issued: 2026-11-22T10:00:00Z", "Issued: 2026-11-22T09:59:59Z"),
            text.replace("Expires: 2026-11-22T10:02:00Z", "Expires: 2026-11-22T10:01:59Z"),
            text.replace(c.nonce(), "AAAAAAAAAAAAAAAAAAAAAA"),
            text.replace(c.mac(), "r1.AAAAAAAAAAAAAAAAAAAAAA")
        }) {
            assertThat(changed).isNotEqualTo(text);
            refuses(answer(Challenge.parse(changed)), ChallengeRejection.MAC);
        }
    }

    @Test
    void step4RefusesAnotherCloud() {
        for (String cloud : new String[] {"https://cloud.example", CLOUD + "/", "http://cloud.example/v3"}) {
            Challenge forged = login.forged(cloud, ALICE.sin(), ASK.line(), NOW, NOW.plusSeconds(120));
            refuses(answer(forged), ChallengeRejection.CLOUD);
        }
    }

    @Test
    void step5RefusesAChallengeOfTheFuture() {
        refuses(answer(login.forged(NOW.plusSeconds(11), Challenges.LIFE)), ChallengeRejection.STALE);
    }

    @Test
    void step5RefusesAnExpiredChallenge() {
        refuses(answer(login.forged(NOW.minusSeconds(121), Challenges.LIFE)), ChallengeRejection.STALE);
    }

    @Test
    void step5RefusesAChallengeThatLivesTooLong() {
        refuses(answer(login.forged(NOW, Duration.ofSeconds(121))), ChallengeRejection.STALE);
    }

    @Test
    void step5RefusesAChallengeOlderThanTheMemoryOfTheGuard() {
        Challenge before = login.issued();
        login.clock.advance(Duration.ofSeconds(1));
        Challenges restarted = login.sharing(new InMemoryReplayGuard(10, login.clock));

        assertThat(reason(restarted, answer(before), ASK)).contains(ChallengeRejection.STALE);
    }

    @Test
    void step6RefusesAnAnswerThatIsForAnotherAsk() {
        ChallengeAnswer answer = answer(login.issued());

        assertThat(reason(login.challenges, answer, OTHER_ASK)).contains(ChallengeRejection.ASK);
    }

    @Test
    void step7RefusesAUsedChallengeBeforeItLooksAtTheKey() {
        Challenge challenge = login.issued();
        assertThat(login.challenges.verify(answer(challenge), ASK).accepted()).isPresent();

        refuses(answer(challenge, BOB), ChallengeRejection.REPLAY);
    }

    @Test
    void step8RefusesTheKeyOfAnotherIdentity() {
        refuses(answer(login.issued(), BOB), ChallengeRejection.IDENTITY);
    }

    @Test
    void step9RefusesASignatureOfAnotherText() {
        ChallengeAnswer other = answer(login.issued());

        refuses(withSignature(answer(login.issued()), other.signature()), ChallengeRejection.SIGNATURE);
    }

    @Test
    void step9RefusesASignatureOfAnotherKey() {
        Challenge challenge = login.issued();
        String signature = BOB.sign(challenge.signable()).toDerHex();

        refuses(answer(challenge.text(), ALICE, signature), ChallengeRejection.SIGNATURE);
    }

    @Test
    void step9RefusesTheHighTwinOfASignature() {
        ChallengeAnswer good = answer(login.issued());
        byte[] bytes = BitauthSignature.ofDerHex(good.signature()).toBytes();
        Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, bytes, 32, 32)), bytes, 32);
        BitauthSignature high = BitauthSignature.ofBytes(bytes);
        assertThat(ALICE.publicKey().verifies(Challenge.parse(good.challenge()).signable(), high))
                .isTrue();

        refuses(withSignature(good, high.toDerHex()), ChallengeRejection.SIGNATURE);
    }

    @Test
    void step10RefusesTheLoserOfTwoAnswersAtTheSameTime() {
        ReplayGuard anotherNodeWasFaster = new ReplayGuard() {
            @Override
            public boolean claim(String nonce, Instant until) {
                return false;
            }

            @Override
            public Instant rememberingSince() {
                return NOW.minusSeconds(3600);
            }
        };

        assertThat(reason(login.sharing(anotherNodeWasFaster), answer(login.issued()), ASK))
                .contains(ChallengeRejection.REPLAY);
    }

    @Test
    void onlyMalformedAnswersAreTheClientsError() {
        for (ChallengeRejection rejection : ChallengeRejection.values()) {
            assertThat(rejection.isMalformed()).isEqualTo(rejection == ChallengeRejection.MALFORMED);
        }
    }

    private void refuses(ChallengeAnswer answer, ChallengeRejection expected) {
        assertThat(reason(login.challenges, answer, ASK)).contains(expected);
    }

    private static Optional<ChallengeRejection> reason(Challenges challenges, ChallengeAnswer answer, Ask ask) {
        return challenges.verify(answer, ask).rejected().map(no -> no.reason());
    }
}
