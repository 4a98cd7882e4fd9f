package org.bitauth.keystone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bitauth.BitauthSigner;
import org.bitauth.Outcome;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.keystone.ScopeRequest;

/** The two steps of the method {@code bitauth}. */
final class KeyLogin {
    private static final String METHOD = "bitauth";

    private final IdentityRequests requests;
    private final String cloud;
    private final BitauthSigner signer;

    KeyLogin(IdentityRequests requests, String cloud, BitauthSigner signer) {
        this.requests = requests;
        this.cloud = cloud;
        this.signer = signer;
    }

    Outcome<ClientToken, ClientRejection> login(ScopeRequest scope) {
        return requests.reach(() -> {
            ObjectNode identity = requests.object().put("identity", signer.sin().value());
            RawResponse first = requests.login(METHOD, identity, scope);
            JsonNode text = requests.tree(first).at("/error/identity/bitauth/challenge");
            if (first.status() != 401 || !text.isTextual()) {
                return AnswerRefusal.of(first);
            }
            var signed = ChallengeAnswer.sign(text.textValue(), cloud, scope.ask(), signer);
            if (signed instanceof Outcome.Rejected<ChallengeAnswer, ChallengeAnswer.Refusal> no) {
                return new Outcome.Rejected<>(ClientRejection.UNTRUSTED, no.detail(), RequestId.next());
            }
            ChallengeAnswer answer = signed.accepted().orElseThrow();
            ObjectNode proof = requests.object()
                    .put("public_key", answer.publicKey().orElseThrow())
                    .put("challenge", answer.challenge())
                    .put("signature", answer.signature());
            RawResponse second = requests.login(METHOD, proof, scope);
            return second.status() == 201 ? TokenReader.read(second, requests.tree(second)) : AnswerRefusal.of(second);
        });
    }
}
