package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.challenge.LoginFixture.ASK;
import static org.bitauth.challenge.LoginFixture.answer;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.junit.jupiter.api.Test;

class ChallengeFuzzTest {
    private static final String ALPHABET = "0123456789abcdefABCDEFTZ:.-_/ \n\r\t\u0000é\ud83d\uffff";

    private final LoginFixture login = new LoginFixture();
    private final Random random = new Random(20261122);

    @Test
    void refusesEveryOneOf20000ChangedAnswersOfSeed20261122() {
        ChallengeAnswer good = answer(login.issued());
        Map<ChallengeRejection, Integer> refused = new EnumMap<>(ChallengeRejection.class);
        int total = 0;
        while (total < 20_000) {
            ChallengeAnswer changed = change(good);
            if (meansTheSame(changed, good)) {
                continue;
            }
            Outcome<ProvenIdentity, ChallengeRejection> outcome = login.challenges.verify(changed, ASK);
            assertThat(outcome.accepted()).as(changed.toString()).isEmpty();
            outcome.rejected().ifPresent(no -> refused.merge(no.reason(), 1, Integer::sum));
            total++;
        }

        assertThat(refused.values().stream().mapToInt(n -> n).sum()).isEqualTo(total);
        assertThat(refused)
                .containsKeys(
                        ChallengeRejection.MALFORMED,
                        ChallengeRejection.MAC,
                        ChallengeRejection.IDENTITY,
                        ChallengeRejection.SIGNATURE);
        assertThat(login.challenges.verify(good, ASK).accepted()).isPresent();
    }

    @Test
    void signsForNoOtherCloudAskOrIdentityIn20000ChangedChallengesOfSeed20261122() {
        String good = login.issued().text();
        for (int i = 0; i < 20_000; i++) {
            String changed = change(good);
            Outcome<ChallengeAnswer, ChallengeAnswer.Refusal> outcome =
                    ChallengeAnswer.sign(changed, LoginFixture.CLOUD, ASK, LoginFixture.ALICE);
            // The client cannot check nonce, MAC and small changes of the times; it never signs another ask or cloud.
            outcome.accepted()
                    .ifPresent(answer -> assertThat(Challenge.parse(answer.challenge()))
                            .satisfies(challenge -> {
                                assertThat(challenge.text()).isEqualTo(changed);
                                assertThat(challenge.cloud()).isEqualTo(LoginFixture.CLOUD);
                                assertThat(challenge.asks()).isEqualTo(ASK.line());
                                assertThat(challenge.identity()).isEqualTo(LoginFixture.ALICE.sin());
                            }));
        }
    }

    /** Hex digits may be written in either case. */
    private static boolean meansTheSame(ChallengeAnswer a, ChallengeAnswer b) {
        return a.challenge().equals(b.challenge())
                && a.address().equals(b.address())
                && a.signature().equalsIgnoreCase(b.signature())
                && a.publicKey().orElse("").equalsIgnoreCase(b.publicKey().orElse(""));
    }

    private ChallengeAnswer change(ChallengeAnswer good) {
        String key = good.publicKey().orElseThrow();
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                new ChallengeAnswer(good.challenge(), Optional.of(change(key)), good.address(), good.signature());
            case 2, 3 -> LoginFixture.withSignature(good, change(good.signature()));
            case 4 ->
                new ChallengeAnswer(good.challenge(), Optional.of(key), Optional.of(change(key)), good.signature());
            default -> LoginFixture.withText(good, change(good.challenge()));
        };
    }

    private String change(String text) {
        StringBuilder out = new StringBuilder(text);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && !out.isEmpty(); i++) {
            int at = random.nextInt(out.length());
            int to = at + random.nextInt(Math.min(out.length() - at, 40) + 1);
            char some = ALPHABET.charAt(random.nextInt(random.nextBoolean() ? 16 : ALPHABET.length()));
            switch (random.nextInt(6)) {
                case 0 -> out.insert(at, some);
                case 1 -> out.deleteCharAt(at);
                case 2 -> out.delete(at, to);
                case 3 -> out.insert(at, out.substring(at, to));
                default -> out.setCharAt(at, some);
            }
        }
        return out.toString();
    }
}
