package org.bitauth.challenge;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.http.RequestId;
import org.bitauth.internal.ClockRules;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;

/**
 * Issues challenges and verifies answers for one cloud. Keeps nothing for an open challenge; any node with the same MAC
 * keys and replay guard verifies. Immutable and thread-safe.
 */
public final class Challenges {
    /** How long there is to answer unless another life is set: enough for a program. */
    public static final Duration LIFE = Duration.ofSeconds(120);

    private static final Duration MAX_LIFE = Duration.ofSeconds(600);

    private static final Duration REMEMBER_LONGER = Duration.ofSeconds(60);

    private final String cloud;
    private final MacKeys macKeys;
    private final ReplayGuard replayGuard;
    private final InstantSource clock;
    private final Duration maxSkew;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();

    private Challenges(Builder builder) {
        cloud = builder.cloud;
        macKeys = builder.macKeys;
        clock = builder.clock;
        replayGuard = builder.replayGuard.orElseGet(
                () -> new InMemoryReplayGuard(InMemoryReplayGuard.DEFAULT_CAPACITY, builder.clock));
        maxSkew = builder.maxSkew;
        life = builder.life;
    }

    /**
     * Begins with one process's defaults: new MAC keys and a replay guard in memory.
     *
     * @param cloud the public base URL, as clients know it
     * @return settings
     */
    public static Builder builder(URI cloud) {
        return new Builder(CloudUrl.of(cloud));
    }

    /**
     * The cloud that the challenges are for.
     *
     * @return the text of the {@code Cloud:} line
     */
    public String cloud() {
        return cloud;
    }

    /**
     * Issues a challenge. Reads no store but the replay guard's beginning, so that strangers learn and change nothing.
     *
     * @param identity who is to answer
     * @param ask what is asked
     * @return the challenge
     * @throws MalformedException if the ask is too long for a challenge
     */
    public Challenge issue(Sin identity, Ask ask) {
        Instant issued = ClockRules.later(clock.instant().truncatedTo(ChronoUnit.SECONDS), memory());
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String nonceText = Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
        Challenge unmarked =
                new Challenge(cloud, identity, ask.line(), issued, issued.plus(life), nonceText, "0." + nonceText);
        return new Challenge(
                cloud,
                identity,
                ask.line(),
                issued,
                unmarked.expires(),
                nonceText,
                macKeys.mark(unmarked.authenticated()));
    }

    /**
     * Verifies an answer, cheap steps first, and uses its challenge up. Throws nothing for any answer.
     *
     * @param answer what the client sent
     * @param ask what the request that carries the answer asks for
     * @return the identity of the key that verified, or the step that refused
     * @throws org.bitauth.StoreException if the replay guard cannot answer: refuse with 503
     */
    public Outcome<ProvenIdentity, ChallengeRejection> verify(ChallengeAnswer answer, Ask ask) {
        return verify(answer, ask, RequestId.next());
    }

    /**
     * Verifies an answer, as {@link #verify(ChallengeAnswer, Ask)}.
     *
     * @param answer what the client sent
     * @param ask what the request that carries the answer asks for
     * @param requestId the id of that request
     * @return the identity of the key that verified, or the step that refused
     * @throws org.bitauth.StoreException if the replay guard cannot answer: refuse with 503
     */
    public Outcome<ProvenIdentity, ChallengeRejection> verify(ChallengeAnswer answer, Ask ask, String requestId) {
        Challenge challenge;
        BitauthPublicKey key;
        BitauthSignature signature;
        try {
            challenge = Challenge.parse(answer.challenge()); // 1
            key = BitauthPublicKey.ofHex(
                    answer.publicKey() // 2
                            .filter(hex -> answer.address().isEmpty())
                            .orElseThrow(() -> new MalformedException("answer must have public_key and no address")));
            signature = BitauthSignature.ofDerHex(answer.signature());
        } catch (MalformedException e) {
            return reject(ChallengeRejection.MALFORMED, String.valueOf(e.getMessage()), requestId);
        }
        if (!macKeys.marked(challenge)) { // 3
            return reject(ChallengeRejection.MAC, "MAC is not ours", requestId);
        }
        if (!challenge.cloud().equals(cloud)) { // 4
            return reject(ChallengeRejection.CLOUD, "challenge of " + challenge.cloud(), requestId);
        }
        if (isStale(challenge, memory())) { // 5
            String detail = "issued " + challenge.issued() + ", expires " + challenge.expires();
            return reject(ChallengeRejection.STALE, detail, requestId);
        }
        if (!challenge.asks().equals(ask.line())) { // 6
            return reject(ChallengeRejection.ASK, "signed '" + challenge.asks() + "', asks '" + ask + "'", requestId);
        }
        String nonce = "challenge " + challenge.nonce();
        if (replayGuard.isClaimed(nonce)) { // 7
            return reject(ChallengeRejection.REPLAY, "answered before", requestId);
        }
        if (!key.sin().equals(challenge.identity())) { // 8
            return reject(ChallengeRejection.IDENTITY, "key is " + key.sin(), requestId);
        }
        if (!signature.isLowS() || !key.verifies(challenge.signable(), signature)) { // 9
            return reject(ChallengeRejection.SIGNATURE, "signature does not verify", requestId);
        }
        if (!replayGuard.claim(nonce, challenge.expires().plus(REMEMBER_LONGER))) { // 10
            return reject(ChallengeRejection.REPLAY, "answered before, at the same time", requestId);
        }
        // Once more: a store that was emptied after step 7 has forgotten who claimed the nonce before.
        if (challenge.issued().isBefore(memory())) {
            return reject(ChallengeRejection.STALE, "issued before the replay guard's memory began", requestId);
        }
        return new Outcome.Accepted<>(new ProvenIdentity(key));
    }

    private boolean isStale(Challenge challenge, Instant memory) {
        Instant now = clock.instant();
        return challenge.issued().isAfter(ClockRules.later(now.plus(maxSkew), memory))
                || now.isAfter(challenge.expires())
                || challenge.life().compareTo(life) > 0
                || challenge.issued().isBefore(memory);
    }

    private Instant memory() {
        return ClockRules.memory(replayGuard.rememberingSince(), maxSkew);
    }

    private static Outcome<ProvenIdentity, ChallengeRejection> reject(
            ChallengeRejection reason, String detail, String requestId) {
        return new Outcome.Rejected<>(reason, detail, requestId);
    }

    /** Settings with the defaults of one process. */
    public static final class Builder {
        private final String cloud;
        private MacKeys macKeys = MacKeys.random();
        private Optional<ReplayGuard> replayGuard = Optional.empty();
        private InstantSource clock = InstantSource.system();
        private Duration maxSkew = Duration.ofSeconds(10);
        private Duration life = LIFE;

        private Builder(String cloud) {
            this.cloud = cloud;
        }

        /**
         * Shares open and used challenges between nodes.
         *
         * @param keys the same MAC keys on every node
         * @param guard a replay guard on a store that every node reaches
         * @return this
         */
        public Builder shared(MacKeys keys, ReplayGuard guard) {
            macKeys = keys;
            replayGuard = Optional.of(guard);
            return this;
        }

        /**
         * Tells the time.
         *
         * @param instants the clock
         * @return this
         */
        public Builder clock(InstantSource instants) {
            clock = instants;
            return this;
        }

        /**
         * How far the clocks of two nodes may differ.
         *
         * @param skew 1 to 60 seconds; 10 by default
         * @return this
         */
        public Builder maxSkew(Duration skew) {
            maxSkew = ClockRules.requireSkew(skew);
            return this;
        }

        /**
         * How long there is to answer. A face for people, who copy the text by hand, takes longer than one for programs;
         * it has MAC keys of its own, so that neither takes the challenges of the other.
         *
         * @param answerIn whole seconds, 1 to 600; {@link #LIFE} by default
         * @return this
         */
        public Builder life(Duration answerIn) {
            if (answerIn.compareTo(Duration.ofSeconds(1)) < 0
                    || answerIn.compareTo(MAX_LIFE) > 0
                    || !answerIn.equals(answerIn.truncatedTo(ChronoUnit.SECONDS))) {
                throw new IllegalArgumentException("life must be 1 to 600 whole seconds, was " + answerIn);
            }
            life = answerIn;
            return this;
        }

        /**
         * Ends the settings.
         *
         * @return challenges of the cloud
         */
        public Challenges build() {
            return new Challenges(this);
        }
    }
}
