package org.bitauth.keystone.oidc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestRejection;
import org.bitauth.http.SignedRequest;

/**
 * The extension grant (RFC 6749, section 4.5) whose grant is a proof of an identity: a challenge asked for and answered in
 * two requests, or one request with a v2 signature.
 */
final class ChallengeGrant {
    private static final Set<String> ANSWER = Set.of("public_key", "challenge", "signature");
    private static final Set<String> V1_HEADERS = Set.of("X-Identity", "X-Signature");
    private static final Set<String> V2_HEADERS = Set.of("Signature", "Signature-Input", "Content-Digest");

    private final OidcProvider provider;

    ChallengeGrant(OidcProvider provider) {
        this.provider = provider;
    }

    RawResponse answer(RawRequest request, Parameters parameters, String requestId) {
        String audience = parameters.get("audience");
        boolean asks = parameters.has("identity");
        boolean answers = parameters.hasAny(ANSWER);
        boolean signed = hasAny(request, V2_HEADERS);
        if (hasAny(request, V1_HEADERS) || (asks ? 1 : 0) + (answers ? 1 : 0) + (signed ? 1 : 0) != 1) {
            throw new MalformedException("request must have exactly one proof: identity for a challenge, "
                    + "public_key, challenge and signature for its answer, or the headers of a v2 signature");
        }
        if (!provider.isAudience(audience)) {
            return OAuthAnswers.refused(
                    provider.<IssuedJwt>refuse(OidcRejection.INVALID_TARGET, "audience is not configured", requestId)
                            .rejected()
                            .orElseThrow());
        }
        if (signed) {
            return signed(request, audience, requestId);
        }
        return asks
                ? challenge(new Sin(parameters.get("identity")), audience, requestId)
                : token(provider.token(answer(parameters), audience, requestId));
    }

    private RawResponse challenge(Sin sin, String audience, String requestId) {
        var outcome = provider.challenge(sin, audience, requestId);
        if (outcome instanceof Outcome.Rejected<Challenge, OidcRejection> no) {
            return OAuthAnswers.refused(no);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("error", "challenge_required")
                .put("error_description", "Sign the challenge and send it back.")
                .put("challenge", outcome.accepted().orElseThrow().text());
        return OAuthAnswers.json(400, body);
    }

    private RawResponse signed(RawRequest request, String audience, String requestId) {
        var signer = provider.signer(request, requestId);
        if (signer instanceof Outcome.Rejected<SignedRequest, RequestRejection> no) {
            // With the verifier's status and headers, which tell a client what to do better.
            RawResponse refusal = provider.requests().answer(no);
            String error =
                    refusal.status() == 401 ? OidcRejection.INVALID_GRANT.word() : OidcRejection.INVALID_REQUEST.word();
            RawResponse answer = OAuthAnswers.error(refusal.status(), error, "The signed request was not accepted.");
            for (String name : Set.of("Date", "WWW-Authenticate")) {
                Optional<String> value = refusal.header(name);
                answer = value.isPresent() ? answer.with(name, value.get()) : answer;
            }
            return answer;
        }
        return token(provider.issue(signer.accepted().orElseThrow().sin(), audience, requestId));
    }

    private static ChallengeAnswer answer(Parameters parameters) {
        return new ChallengeAnswer(
                parameters.get("challenge"),
                Optional.of(parameters.get("public_key")),
                Optional.empty(),
                parameters.get("signature"));
    }

    private static RawResponse token(Outcome<IssuedJwt, OidcRejection> outcome) {
        return outcome instanceof Outcome.Rejected<IssuedJwt, OidcRejection> no
                ? OAuthAnswers.refused(no)
                : OAuthAnswers.json(200, OAuthAnswers.token(outcome.accepted().orElseThrow()));
    }

    private static boolean hasAny(RawRequest request, Set<String> names) {
        return names.stream().anyMatch(name -> !request.headers(name).isEmpty());
    }
}
