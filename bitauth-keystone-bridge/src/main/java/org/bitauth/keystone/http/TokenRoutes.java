package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bitauth.Outcome;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.Catalog;
import org.bitauth.keystone.IssuedToken;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.LoginRejection;
import org.bitauth.keystone.LoginStep;
import org.bitauth.keystone.Token;
import org.bitauth.keystone.internal.StrictJson;

/** The requests about tokens: login, validation, revocation, catalog. */
final class TokenRoutes {
    private static final String CALLER = "X-Auth-Token";
    private static final String SUBJECT = "X-Subject-Token";

    private final KeystoneBridge bridge;
    private final StrictJson json;
    private final Answers answers;

    TokenRoutes(KeystoneBridge bridge, StrictJson json, Answers answers) {
        this.bridge = bridge;
        this.json = json;
        this.answers = answers;
    }

    RawResponse login(RawRequest request, String requestId) {
        Outcome<LoginStep, LoginRejection> outcome = bridge.login(LoginBody.read(json.read(request.body())), requestId);
        if (outcome instanceof Outcome.Rejected<LoginStep, LoginRejection> no) {
            return refused(no);
        }
        LoginStep step = ((Outcome.Accepted<LoginStep, LoginRejection>) outcome).value();
        if (step instanceof LoginStep.Next next) {
            return next(next);
        }
        IssuedToken issued = (IssuedToken) step;
        return answers.of(201, token(request, issued.token())).with(SUBJECT, issued.secret());
    }

    RawResponse validate(RawRequest request, String requestId) {
        return withSubject(
                request,
                "validate_token",
                (subject, secret) -> answers.of(200, token(request, subject)).with(SUBJECT, secret));
    }

    RawResponse revoke(RawRequest request, String requestId) {
        return withSubject(request, "revoke_token", (subject, secret) -> {
            bridge.revoke(subject, requestId);
            return RawResponse.of(204);
        });
    }

    RawResponse catalog(RawRequest request, String requestId) {
        Optional<Token> caller = caller(request);
        if (caller.isEmpty()) {
            return answers.error(401, Answers.NOT_AUTHENTICATED);
        }
        Optional<Catalog> catalog = bridge.catalog(caller.get());
        if (catalog.isEmpty()) {
            return answers.error(403, "A scoped token is required to produce a service catalog.");
        }
        ObjectNode body = json.object();
        TokenBody.catalog(body, catalog.get());
        body.putObject("links").put("self", bridge.publicUrl() + "/auth/catalog");
        return answers.of(200, body);
    }

    /** Caller first (401), then the subject (404), then whether the one may see the other (403). */
    private RawResponse withSubject(RawRequest request, String action, BiFunction<Token, String, RawResponse> answer) {
        Optional<Token> caller = caller(request);
        if (caller.isEmpty()) {
            return answers.error(401, Answers.NOT_AUTHENTICATED);
        }
        Optional<String> secret = request.header(SUBJECT);
        Optional<Token> subject = secret.flatMap(bridge::validate);
        if (subject.isEmpty()) {
            return answers.error(404, secret.isEmpty() ? "No token in the request" : "Failed to validate token");
        }
        boolean own = subject.get().user().id().equals(caller.get().user().id());
        boolean service = action.equals("validate_token") && caller.get().hasRole("service");
        return own || service || caller.get().hasRole("admin")
                ? answer.apply(subject.get(), secret.get())
                : answers.error(
                        403, "You are not authorized to perform the requested action: identity:" + action + ".");
    }

    private Optional<Token> caller(RawRequest request) {
        return request.header(CALLER).flatMap(bridge::validate);
    }

    private ObjectNode token(RawRequest request, Token token) {
        ObjectNode body = json.object();
        TokenBody.write(body, token, request.hasQuery("nocatalog") ? Optional.empty() : bridge.catalog(token));
        return body;
    }

    private RawResponse next(LoginStep.Next next) {
        ObjectNode more = json.object();
        ObjectNode identity = more.putObject("identity");
        identity.putArray("methods").add(next.method());
        ObjectNode answer = identity.putObject(next.method());
        next.answer().forEach(answer::put);
        return answers.error(401, "Additional authentications steps required.", more);
    }

    private RawResponse refused(Outcome.Rejected<LoginStep, LoginRejection> no) {
        return switch (no.reason()) {
            case MALFORMED -> answers.error(400, no.detail());
            case UNSUPPORTED_METHOD -> {
                ObjectNode more = json.object();
                bridge.methods().forEach(more.putObject("identity").putArray("methods")::add);
                yield answers.error(401, "Attempted to authenticate with an unsupported method.", more);
            }
            case NOT_PROVEN, NO_USER, NO_ROLE -> answers.error(401, Answers.NOT_AUTHENTICATED);
        };
    }
}
