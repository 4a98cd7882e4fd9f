package org.bitauth.challenge;

import java.time.Duration;
import java.util.Optional;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.http.RequestId;

/**
 * A signed challenge as it travels: the three texts are as the client wrote them and may be anything.
 *
 * @param challenge the text that was signed
 * @param publicKey the key that signed, 66 hex digits; absent if a wallet signed
 * @param address the address of the wallet that signed; absent if a Bitauth key signed
 * @param signature strict low-S DER in hex by a Bitauth key, base64 of 65 bytes by a wallet
 */
public record ChallengeAnswer(
        String challenge, Optional<String> publicKey, Optional<String> address, String signature) {
    private static final Duration MAX_LIFE = Duration.ofSeconds(600);

    /** Why a client does not sign a challenge. */
    public enum Refusal {
        /** The text is no challenge. */
        MALFORMED,
        /** It is for another cloud than the one that the user configured. */
        OTHER_CLOUD,
        /** It is for another identity. */
        OTHER_IDENTITY,
        /** It asks for something else than the client did. */
        OTHER_ASK,
        /** It could be answered for longer than 600 seconds. */
        TOO_LONG
    }

    /**
     * Signs a challenge if it is exactly the one that the client awaits.
     *
     * @param text the challenge as it was received
     * @param cloud the base URL that the user configured, never one learnt from an answer
     * @param ask what the client asked for, built from its own request
     * @param signer the key
     * @return the answer, or why it was not signed
     */
    public static Outcome<ChallengeAnswer, Refusal> sign(String text, String cloud, Ask ask, BitauthSigner signer) {
        Challenge challenge;
        try {
            challenge = Challenge.parse(text);
        } catch (MalformedException e) {
            return refuse(Refusal.MALFORMED, String.valueOf(e.getMessage()));
        }
        if (!challenge.cloud().equals(cloud)) {
            return refuse(Refusal.OTHER_CLOUD, "challenge is for " + challenge.cloud() + ", not for " + cloud);
        }
        Sin sin = signer.sin();
        if (!challenge.identity().equals(sin)) {
            return refuse(Refusal.OTHER_IDENTITY, "challenge is for " + challenge.identity() + ", not for " + sin);
        }
        if (!challenge.asks().equals(ask.line())) {
            return refuse(Refusal.OTHER_ASK, "challenge asks for '" + challenge.asks() + "', not for '" + ask + "'");
        }
        if (challenge.life().compareTo(MAX_LIFE) > 0) {
            return refuse(Refusal.TOO_LONG, "challenge must live at most 600 seconds");
        }
        String signature = signer.sign(challenge.signable()).withLowS().toDerHex();
        return new Outcome.Accepted<>(
                new ChallengeAnswer(text, Optional.of(signer.publicKey().toHex()), Optional.empty(), signature));
    }

    private static Outcome<ChallengeAnswer, Refusal> refuse(Refusal refusal, String detail) {
        return new Outcome.Rejected<>(refusal, detail, RequestId.next());
    }
}
