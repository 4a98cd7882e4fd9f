package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.bitauth.BitauthPublicKey;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.ChallengeRejection;
import org.bitauth.challenge.Challenges;

/**
 * Judges the payload of the method {@code bitauth}, and nothing beyond: an identity is answered with a challenge, a
 * signed challenge proves an identity. Knows no user. Thread-safe.
 */
public final class BitauthProof {
    private final Challenges challenges;

    /**
     * A judge.
     *
     * @param challenges of the cloud that clients log in to
     */
    public BitauthProof(Challenges challenges) {
        this.challenges = challenges;
    }

    /** What a payload comes to. */
    public sealed interface Step permits Asked, Proven, Refused {}

    /**
     * The payload named an identity.
     *
     * @param challenge the text that this identity is to sign
     */
    public record Asked(String challenge) implements Step {}

    /**
     * The payload was a good answer; its challenge is used up.
     *
     * @param identity the identity of the key that verified
     */
    public record Proven(ProvenIdentity identity) implements Step {}

    /**
     * The payload proves nothing.
     *
     * @param reason {@link LoginRejection#MALFORMED} or {@link LoginRejection#NOT_PROVEN}
     * @param detail for the operator's log
     */
    public record Refused(LoginRejection reason, String detail) implements Step {}

    /**
     * Judges the payload of a request that was not signed. Throws nothing for any payload.
     *
     * @param payload {@code {"identity"}}, or {@code {"public_key", "challenge", "signature"}}, all texts
     * @param scope the scope that the same request asks for
     * @param requestId the request's id
     * @return what it comes to
     * @throws org.bitauth.StoreException if the replay guard cannot answer: refuse with 503
     */
    public Step judge(JsonNode payload, ScopeRequest scope, String requestId) {
        return judge(payload, scope, Optional.empty(), requestId);
    }

    /**
     * Judges a payload. Throws nothing for any payload.
     *
     * @param payload {@code {"identity"}}, or {@code {"public_key", "challenge", "signature"}}, all texts; empty in a
     *     request that was signed
     * @param scope the scope that the same request asks for
     * @param signer the key that signed the request, which is the proof then
     * @param requestId the request's id
     * @return what it comes to
     * @throws org.bitauth.StoreException if the replay guard cannot answer: refuse with 503
     */
    public Step judge(JsonNode payload, ScopeRequest scope, Optional<BitauthPublicKey> signer, String requestId) {
        try {
            Payload members = new Payload(payload);
            if (signer.isPresent()) {
                return members.hasExactly()
                        ? new Proven(new ProvenIdentity(signer.get()))
                        : new Refused(LoginRejection.MALFORMED, "payload of a signed request must be empty");
            }
            if (members.hasExactly("identity")) {
                Sin sin = new Sin(members.get("identity"));
                return new Asked(challenges.issue(sin, scope.ask()).text());
            }
            return judge(answer(members), scope, requestId);
        } catch (MalformedException e) {
            return new Refused(LoginRejection.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    Step judge(ChallengeAnswer answer, ScopeRequest scope, String requestId) {
        Outcome<ProvenIdentity, ChallengeRejection> proof = challenges.verify(answer, scope.ask(), requestId);
        if (proof instanceof Outcome.Rejected<ProvenIdentity, ChallengeRejection> no) {
            LoginRejection reason = no.reason().isMalformed() ? LoginRejection.MALFORMED : LoginRejection.NOT_PROVEN;
            return new Refused(reason, no.reason() + ": " + no.detail());
        }
        return new Proven(((Outcome.Accepted<ProvenIdentity, ChallengeRejection>) proof).value());
    }

    private static ChallengeAnswer answer(Payload payload) {
        if (payload.hasExactly("public_key", "challenge", "signature")) {
            return new ChallengeAnswer(
                    payload.get("challenge"),
                    Optional.of(payload.get("public_key")),
                    Optional.empty(),
                    payload.get("signature"));
        }
        throw new MalformedException("payload must have either identity, or public_key, challenge and signature");
    }
}
