package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.CodeFlow.challenge;
import static org.bitauth.keystone.oidc.CodeFlow.pasted;
import static org.bitauth.keystone.oidc.CodeFlow.query;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.AUDIENCE;
import static org.bitauth.keystone.oidc.DemoProvider.checkError;

import java.time.Duration;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;

/** Several nodes of one provider, which share a secret and a replay guard and nothing else. */
class NodesTest {
    private static final byte[] SECRET = bytes(1);

    private final SharedGuard guard = new SharedGuard();
    private final CodeFlow a = node(ProviderSecret.of(SECRET));
    private final CodeFlow b = node(ProviderSecret.of(SECRET));
    private final CodeFlow stranger = node(ProviderSecret.of(bytes(2)));

    private CodeFlow node(ProviderSecret secret) {
        return new CodeFlow(settings -> settings.shared(secret, guard));
    }

    @Test
    void aChallengeOfOneNodeIsGoodAtTheOtherOnce() {
        String challenge = a.cloud.challenge(ALICE.sin(), AUDIENCE);

        assertThat(b.cloud.answer(ALICE, challenge, AUDIENCE).status()).isEqualTo(200);
        checkError(a.cloud.answer(ALICE, challenge, AUDIENCE), 400, "invalid_grant");
        checkError(b.cloud.answer(ALICE, challenge, AUDIENCE), 400, "invalid_grant");
    }

    @Test
    void aCodeOfOneNodeIsGoodAtTheOtherOnce() {
        String code = a.code(ALICE);

        assertThat(b.redeem(code).status()).isEqualTo(200);
        checkError(a.redeem(code), 400, "invalid_grant");
        checkError(b.redeem(code), 400, "invalid_grant");
    }

    @Test
    void aLoginMayChangeTheNodeAtEachStepAndAnAnswerIsGoodOnce() {
        RawResponse first = a.authorize();
        b.cookie = a.cookie;
        RawResponse second = b.step(first, "identity", ALICE.sin().value());
        String answer = pasted(ALICE, challenge(second));

        assertThat(b.redeem(query(a.step(second, "answer", answer)).getOrDefault("code", ""))
                        .status())
                .isEqualTo(200);
        assertThat(b.step(second, "answer", answer).status()).isEqualTo(400);
        assertThat(a.step(second, "answer", answer).status()).isEqualTo(400);
    }

    @Test
    void nothingIsGoodAtANodeWithAnotherSecret() {
        checkError(
                stranger.cloud.answer(ALICE, a.cloud.challenge(ALICE.sin(), AUDIENCE), AUDIENCE), 400, "invalid_grant");
        checkError(stranger.redeem(a.code(ALICE)), 400, "invalid_grant");
        RawResponse page = a.challengePage(ALICE);
        stranger.cookie = a.cookie;
        assertThat(stranger.step(page, "answer", pasted(ALICE, challenge(page))).status())
                .isEqualTo(400);
    }

    @Test
    void aNodeWithTheNextSecretTakesWhatTheOlderOneIssued() {
        CodeFlow next = node(ProviderSecret.of(bytes(2), SECRET));

        assertThat(next.cloud
                        .answer(ALICE, a.cloud.challenge(ALICE.sin(), AUDIENCE), AUDIENCE)
                        .status())
                .isEqualTo(200);
        assertThat(next.redeem(a.code(ALICE)).status()).isEqualTo(200);
        checkError(a.redeem(next.code(ALICE)), 400, "invalid_grant");
        assertThat(stranger.redeem(next.code(ALICE)).status()).isEqualTo(200);
    }

    @Test
    void aChallengeFromBeforeTheGuardWasEmptiedIsRefused() {
        String challenge = a.cloud.challenge(ALICE.sin(), AUDIENCE);
        emptyAfter(Duration.ofSeconds(30));

        checkError(b.cloud.answer(ALICE, challenge, AUDIENCE), 400, "invalid_grant");
        assertThat(b.cloud
                        .answer(ALICE, a.cloud.challenge(ALICE.sin(), AUDIENCE), AUDIENCE)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aCodeFromBeforeTheGuardWasEmptiedIsRefusedUsedOrNot() {
        String used = a.code(ALICE);
        String open = a.code(ALICE);
        assertThat(a.redeem(used).status()).isEqualTo(200);
        emptyAfter(Duration.ofSeconds(30));

        checkError(b.redeem(used), 400, "invalid_grant");
        checkError(b.redeem(open), 400, "invalid_grant");
        assertThat(b.redeem(a.code(ALICE)).status()).isEqualTo(200);
    }

    /** A node whose clock is fast may have issued a code that seems younger than the guard's memory. */
    @Test
    void aCodeOfAFastClockFromBeforeTheGuardWasEmptiedIsRefused() {
        a.cloud.advance(Duration.ofSeconds(9));
        String code = a.code(ALICE);
        guard.empty(b.cloud.now());

        checkError(b.redeem(code), 400, "invalid_grant");
        checkError(a.redeem(code), 400, "invalid_grant");
    }

    @Test
    void aPageFromBeforeTheGuardWasEmptiedIsRefused() {
        RawResponse page = a.challengePage(ALICE);
        emptyAfter(Duration.ofSeconds(30));

        assertThat(a.step(page, "answer", pasted(ALICE, challenge(page))).status())
                .isEqualTo(400);
    }

    private void emptyAfter(Duration duration) {
        a.cloud.advance(duration);
        b.cloud.advance(duration);
        guard.empty(b.cloud.now());
    }

    private static byte[] bytes(int value) {
        byte[] out = new byte[32];
        out[0] = (byte) value;
        return out;
    }
}
