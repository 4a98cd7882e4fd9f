package org.bitauth.keystone;

import java.util.Map;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.ChallengeRejection;
import org.bitauth.challenge.Challenges;

/** The method {@code bitauth}: the identity is answered with a challenge, the signed challenge is the proof. */
final class BitauthMethod implements AuthMethod {
    private final Challenges challenges;
    private final Directory directory;

    BitauthMethod(Challenges challenges, Directory directory) {
        this.challenges = challenges;
        this.directory = directory;
    }

    @Override
    public String name() {
        return "bitauth";
    }

    @Override
    public Result authenticate(Attempt attempt) {
        try {
            Payload payload = new Payload(attempt.payload());
            if (payload.hasExactly("identity")) {
                Sin sin = new Sin(payload.get("identity"));
                String text = challenges.issue(sin, attempt.scope().ask()).text();
                return new Continue(Map.of("challenge", text));
            }
            return verify(answer(payload), attempt.scope(), attempt.requestId());
        } catch (MalformedException e) {
            return new Refused(LoginRejection.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    Result verify(ChallengeAnswer answer, ScopeRequest scope, String requestId) {
        Outcome<ProvenIdentity, ChallengeRejection> proof = challenges.verify(answer, scope.ask(), requestId);
        if (proof instanceof Outcome.Rejected<ProvenIdentity, ChallengeRejection> no) {
            LoginRejection reason = no.reason().isMalformed() ? LoginRejection.MALFORMED : LoginRejection.NOT_PROVEN;
            return new Refused(reason, no.reason() + ": " + no.detail());
        }
        Sin sin = ((Outcome.Accepted<ProvenIdentity, ChallengeRejection>) proof)
                .value()
                .sin();
        return directory
                .userOf(sin)
                .<Result>map(user -> Authenticated.of(user, Optional.of(sin)))
                .orElseGet(() -> new Refused(LoginRejection.NO_USER, "no user has the identity " + sin));
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
