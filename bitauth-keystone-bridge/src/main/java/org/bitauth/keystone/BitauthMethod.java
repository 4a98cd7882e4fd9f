package org.bitauth.keystone;

import java.util.Map;
import org.bitauth.ProvenIdentity;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;

/** The method {@code bitauth}: the identity is answered with a challenge, the signed challenge is the proof. */
final class BitauthMethod implements AuthMethod {
    private final BitauthProof proof;
    private final Directory directory;

    BitauthMethod(Challenges challenges, Directory directory) {
        proof = new BitauthProof(challenges);
        this.directory = directory;
    }

    @Override
    public String name() {
        return "bitauth";
    }

    @Override
    public Result authenticate(Attempt attempt) {
        return result(proof.judge(attempt.payload(), attempt.scope(), attempt.signer(), attempt.requestId()));
    }

    Result verify(ChallengeAnswer answer, ScopeRequest scope, String requestId) {
        return result(proof.judge(answer, scope, requestId));
    }

    private Result result(BitauthProof.Step step) {
        if (step instanceof BitauthProof.Refused no) {
            return new Refused(no.reason(), no.detail());
        }
        if (step instanceof BitauthProof.Asked asked) {
            return new Continue(Map.of("challenge", asked.challenge()));
        }
        ProvenIdentity identity = ((BitauthProof.Proven) step).identity();
        return directory
                .userOf(identity.sin())
                .<Result>map(user -> Authenticated.byKey(user, identity.key()))
                .orElseGet(() -> new Refused(LoginRejection.NO_USER, "no user has the identity " + identity.sin()));
    }
}
