package org.bitauth.challenge;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.SetClock;
import org.bitauth.Sin;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;

/** A cloud that has run for an hour, a user with a key, and challenges of any content with the cloud's own MAC. */
final class LoginFixture {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final String CLOUD = "https://cloud.example/v3";
    static final AskKind TOKEN = AskKind.of("token for project {} in domain {}", AskKind.Slot.NAME, AskKind.Slot.NAME);
    static final Ask ASK = TOKEN.ask("demo", "Default");
    static final Ask OTHER_ASK = TOKEN.ask("admin", "Default");
    static final BitauthKey ALICE =
            BitauthKey.ofHex("38f93bdda21a5c4a7bae4eb75bb7811cbc3eb627176805c1009ff2099263c6ad");
    static final BitauthKey BOB = BitauthKey.ofHex("09880c962437080d72f72c8c63a69efd65d086c9e7851a87b76373eb6ce9aab5");

    final SetClock clock = new SetClock(NOW.minusSeconds(3600));
    final MacKeys macKeys = MacKeys.random();
    final ReplayGuard guard;
    final Challenges challenges;

    LoginFixture() {
        guard = new InMemoryReplayGuard(1000, clock);
        challenges = sharing(guard);
        clock.set(NOW);
    }

    /** Another node of the same cloud, on this guard. */
    Challenges sharing(ReplayGuard otherGuard) {
        return Challenges.builder(URI.create(CLOUD))
                .shared(macKeys, otherGuard)
                .clock(clock)
                .build();
    }

    Challenge issued() {
        return challenges.issue(ALICE.sin(), ASK);
    }

    /** A challenge that this cloud did not issue, but could have. */
    Challenge forged(String cloud, Sin identity, String asks, Instant issued, Instant expires) {
        String nonce = issued().nonce();
        Challenge unmarked = new Challenge(cloud, identity, asks, issued, expires, nonce, "0." + nonce);
        String mac = macKeys.mark(unmarked.authenticated());
        return new Challenge(cloud, identity, asks, issued, expires, nonce, mac);
    }

    Challenge forged(Instant issued, Duration life) {
        return forged(CLOUD, ALICE.sin(), ASK.line(), issued, issued.plus(life));
    }

    static ChallengeAnswer answer(Challenge challenge) {
        return answer(challenge, ALICE);
    }

    static ChallengeAnswer answer(Challenge challenge, BitauthKey key) {
        return answer(challenge.text(), key, key.sign(challenge.signable()).toDerHex());
    }

    static ChallengeAnswer answer(String text, BitauthKey key, String signature) {
        return new ChallengeAnswer(text, Optional.of(key.publicKey().toHex()), Optional.empty(), signature);
    }

    static ChallengeAnswer withText(ChallengeAnswer answer, String text) {
        return new ChallengeAnswer(text, answer.publicKey(), answer.address(), answer.signature());
    }

    static ChallengeAnswer withSignature(ChallengeAnswer answer, String signature) {
        return new ChallengeAnswer(answer.challenge(), answer.publicKey(), answer.address(), signature);
    }
}
