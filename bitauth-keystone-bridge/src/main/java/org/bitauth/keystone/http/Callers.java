package org.bitauth.keystone.http;

import java.util.Optional;
import java.util.function.Function;
import org.bitauth.BitauthPublicKey;
import org.bitauth.Outcome;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestRejection;
import org.bitauth.http.SignedRequest;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Token;

/** Finds out who makes a request: by the token in {@code X-Auth-Token}, and by a signature of the request. */
final class Callers {
    private static final String TOKEN = "X-Auth-Token";
    private static final String[] V1 = {"x-identity", "x-signature"};
    private static final String[] V2 = {"signature-input", "signature"};

    private final KeystoneBridge bridge;
    private final Answers answers;

    Callers(KeystoneBridge bridge, Answers answers) {
        this.bridge = bridge;
        this.answers = answers;
    }

    /** Like Keystone, takes no token that is bound by access rules: they name requests to other services. */
    Optional<Token> caller(RawRequest request) {
        return request.header(TOKEN).flatMap(bridge::validate).filter(token -> !token.isBoundByRules());
    }

    /** An answer for whoever has a valid token; 401 for everybody else. */
    RawResponse authenticated(RawRequest request, Function<Token, RawResponse> answer) {
        return caller(request).map(answer).orElseGet(() -> answers.error(401, Answers.NOT_AUTHENTICATED));
    }

    /** An answer for whoever may use the token for what a stolen one must not do; 403 for everybody else. */
    RawResponse holding(Token token, RawRequest request, String requestId, Function<Token, RawResponse> answer) {
        return signed(
                request,
                requestId,
                signer -> bridge.isHolder(token, signer)
                        ? answer.apply(token)
                        : answers.error(403, "The request must be signed by the key that the token is bound to."));
    }

    /** An answer that may depend on the key that signed this request; a bad signature is refused, a missing one is not. */
    RawResponse signed(RawRequest request, String requestId, Function<Optional<BitauthPublicKey>, RawResponse> answer) {
        if (hasAny(request, V1)) {
            return answers.error(400, "Signed requests must have the form of version 2.");
        }
        if (!hasAny(request, V2)) {
            return answer.apply(Optional.empty());
        }
        Outcome<SignedRequest, RequestRejection> outcome =
                bridge.requestVerifier().verify(request.belowMount(), requestId);
        if (outcome instanceof Outcome.Rejected<SignedRequest, RequestRejection> no) {
            return bridge.requestVerifier().answer(no);
        }
        return answer.apply(Optional.of(((Outcome.Accepted<SignedRequest, RequestRejection>) outcome)
                .value()
                .key()));
    }

    private static boolean hasAny(RawRequest request, String... names) {
        for (String name : names) {
            if (!request.headers(name).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
