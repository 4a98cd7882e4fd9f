package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bitauth.challenge.LoginFixture.ALICE;
import static org.bitauth.challenge.LoginFixture.ASK;
import static org.bitauth.challenge.LoginFixture.CLOUD;

import java.net.URI;
import org.bitauth.MalformedException;
import org.bitauth.SetClock;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacKeysTest {
    private final MacKey first = MacKey.random("k1");
    private final MacKey second = MacKey.random("k2");

    @Test
    void marksAsTheProtocolSays() {
        // The MAC was computed with Python's hmac.
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        Challenge challenge = Challenge.parse("""
                Bitauth login 1
                Cloud: https://cloud.example/v3
                Identity: Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz
                Asks: token for project demo in domain Default
                Issued: 2026-11-22T10:00:00Z
                Expires: 2026-11-22T10:02:00Z
                Nonce: AAECAwQFBgcICQoLDA0ODw
                Mac: k1.XpaBo2_LwBmpdf5kj3Ozxg""");

        assertThat(MacKeys.of(MacKey.of("k1", key)).marked(challenge)).isTrue();
        assertThat(MacKeys.of(MacKey.of("k1", key)).mark(challenge.authenticated()))
                .isEqualTo(challenge.mac());
    }

    @Test
    void verifiesWithAnOldKeyAfterRotation() {
        Challenge old = issued(MacKeys.of(first));
        MacKeys rotated = MacKeys.of(second, first);

        assertThat(rotated.marked(old)).isTrue();
        assertThat(rotated.marked(issued(rotated))).isTrue();
    }

    @Test
    void issuesWithTheNewKey() {
        assertThat(issued(MacKeys.of(second, first)).mac()).startsWith("k2.");
        assertThat(issued(MacKeys.random()).mac()).startsWith("r1.");
    }

    @Test
    void refusesAKeyThatLeftTheRing() {
        assertThat(MacKeys.of(second).marked(issued(MacKeys.of(first)))).isFalse();
    }

    @Test
    void refusesAnotherKeyOfTheSameId() {
        assertThat(MacKeys.of(MacKey.random("k1")).marked(issued(MacKeys.of(first))))
                .isFalse();
    }

    @Test
    void refusesTheMacOfOneKeyUnderTheIdOfAnother() {
        Challenge c = issued(MacKeys.of(first));
        String mac = c.mac().replace("k1.", "k2.");
        Challenge renamed = new Challenge(c.cloud(), c.identity(), c.asks(), c.issued(), c.expires(), c.nonce(), mac);

        assertThat(MacKeys.of(second, first).marked(renamed)).isFalse();
    }

    @Test
    void refusesTwoKeysOfOneId() {
        assertThatIllegalArgumentException().isThrownBy(() -> MacKeys.of(first, MacKey.random("k1")));
        assertThatIllegalArgumentException().isThrownBy(() -> MacKeys.of(first, second, MacKey.random("k2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K1", "k-1", "k.1", "k 1", "k1\n", "é", "12345678901234567"})
    void refusesOtherIds(String id) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MacKey.of(id, new byte[32]));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MacKey.random(id));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33, 64})
    void refusesKeysOfOtherLengths(int length) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> MacKey.of("k1", new byte[length]));
    }

    @Test
    void keepsItsKeyWhenTheCallersArrayChanges() {
        byte[] key = new byte[32];
        MacKey taken = MacKey.of("k1", key);
        String before = taken.mark("text");
        key[0] = 1;

        assertThat(taken.mark("text")).isEqualTo(before);
    }

    @Test
    void printsNoKey() {
        assertThat(first).hasToString("MacKey[k1]");
    }

    private static Challenge issued(MacKeys keys) {
        SetClock clock = new SetClock(LoginFixture.NOW);
        return Challenges.builder(URI.create(CLOUD))
                .shared(keys, new InMemoryReplayGuard(10, clock))
                .clock(clock)
                .build()
                .issue(ALICE.sin(), ASK);
    }
}
