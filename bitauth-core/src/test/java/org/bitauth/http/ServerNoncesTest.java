package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.http.RequestForge.NOW;

import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;

class ServerNoncesTest {
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final byte[] KEY = HexFormat.of().parseHex(RequestCase.NONCE_KEY);
    private static final byte[] OTHER = HexFormat.of().parseHex("e5".repeat(32));

    private final ServerNonces nonces = ServerNonces.of(KEY);

    @Test
    void knowsItsOwnAndWhenItWasIssued() {
        String nonce = nonces.issue(NOW.plusMillis(999));

        assertThat(nonce).matches("[A-Za-z0-9_-]{43}");
        assertThat(nonces.issuedAt(nonce, NOW, NOW.plus(SKEW))).contains(NOW);
    }

    @Test
    void knowsTheOnesThatTheProtocolDescribes() {
        assertThat(nonces.issuedAt(ServerNonce.at(-7), NOW, NOW.plus(SKEW))).contains(NOW.minusSeconds(7));
    }

    @Test
    void endsAfter300Seconds() {
        String nonce = nonces.issue(NOW);

        assertThat(nonces.issuedAt(
                        nonce, NOW.plusSeconds(300), NOW.plusSeconds(300).plus(SKEW)))
                .contains(NOW);
        assertThat(nonces.issuedAt(
                        nonce, NOW.plusSeconds(301), NOW.plusSeconds(301).plus(SKEW)))
                .isEmpty();
    }

    @Test
    void refusesTheFutureBeyondTheSkew() {
        String nonce = nonces.issue(NOW);

        assertThat(nonces.issuedAt(
                        nonce, NOW.minusSeconds(10), NOW.minusSeconds(10).plus(SKEW)))
                .contains(NOW);
        assertThat(nonces.issuedAt(
                        nonce, NOW.minusSeconds(11), NOW.minusSeconds(11).plus(SKEW)))
                .isEmpty();
    }

    @Test
    void refusesEveryChangedCharacter() {
        String nonce = nonces.issue(NOW);
        for (int i = 0; i < nonce.length(); i++) {
            for (char some : new char[] {'A', 'B', '-', '_', '=', '+', '/', ' ', '\u00e9'}) {
                String changed = nonce.substring(0, i) + some + nonce.substring(i + 1);
                if (!changed.equals(nonce)) {
                    assertThat(nonces.issuedAt(changed, NOW, NOW.plus(SKEW)))
                            .as(changed)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void refusesOtherLengthsAndSpellings() {
        String nonce = nonces.issue(NOW);
        for (String other : new String[] {"", nonce + "=", nonce + "A", nonce.substring(1), ServerNonce.respelled(0)}) {
            assertThat(nonces.issuedAt(other, NOW, NOW.plus(SKEW))).as(other).isEmpty();
        }
    }

    @Test
    void refusesThoseOfAnotherKeyUnlessItIsAnOlderOneOfOurs() {
        String nonce = ServerNonces.of(OTHER).issue(NOW);

        assertThat(nonces.issuedAt(nonce, NOW, NOW.plus(SKEW))).isEmpty();
        assertThat(ServerNonces.of(KEY, OTHER).issuedAt(nonce, NOW, NOW.plus(SKEW)))
                .contains(NOW);
        assertThat(nonces.issuedAt(ServerNonces.of(KEY, OTHER).issue(NOW), NOW, NOW.plus(SKEW)))
                .as("new ones are made with the first key")
                .contains(NOW);
    }

    @Test
    void neverRepeats() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seen.add(nonces.issue(NOW))).isTrue();
        }
        assertThat(ServerNonces.random().issuedAt(nonces.issue(NOW), NOW, NOW.plus(SKEW)))
                .isEmpty();
    }

    @Test
    void refusesKeysOfAnotherLengthAndPrintsNone() {
        for (int length : new int[] {0, 16, 31, 33, 64}) {
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> ServerNonces.of(new byte[length]));
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> ServerNonces.of(KEY, new byte[length]));
        }
        assertThat(nonces).hasToString("ServerNonces");
    }
}
