package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bitauth.BitauthPublicKey;
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
    private static final String SUBJECT = "X-Subject-Token";
    private static final String ACCESS_RULES = "OpenStack-Identity-Access-Rules";

    private final KeystoneBridge bridge;
    private final StrictJson json;
    private final Answers answers;
    private final Callers callers;

    TokenRoutes(KeystoneBridge bridge, StrictJson json, Answers answers, Callers callers) {
        this.bridge = bridge;
        this.json = json;
        this.answers = answers;
        this.callers = callers;
    }

    void addTo(Routes routes) {
        routes.read("/v3/auth/tokens", (request, ids, id) -> validate(request));
        routes.on(
                "POST",
                "/v3/auth/tokens",
                (request, ids, id) -> callers.signed(request, id, signer -> login(request, signer, id)));
        routes.on("DELETE", "/v3/auth/tokens", (request, ids, id) -> revoke(request, id));
        routes.read("/v3/auth/catalog", (request, ids, id) -> callers.authenticated(request, this::catalog));
    }

    private RawResponse login(RawRequest request, Optional<BitauthPublicKey> signer, String requestId) {
        Outcome<LoginStep, LoginRejection> outcome =
                bridge.login(LoginBody.read(json.read(request.body()), signer), requestId);
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

    private RawResponse validate(RawRequest request) {
        return callers.authenticated(request, caller -> {
            boolean trusted = caller.hasRole("service") || caller.hasRole("admin");
            boolean expiredToo = trusted && Query.isSet(request, "allow_expired");
            return withSubject(request, expiredToo, (subject, secret) -> {
                if (!trusted && !isOwn(subject, caller)) {
                    return answers.forbidden("validate_token");
                }
                return enforces(request, subject)
                        ? answers.of(200, token(request, subject)).with(SUBJECT, secret)
                        : missing();
            });
        });
    }

    private RawResponse revoke(RawRequest request, String requestId) {
        return callers.authenticated(
                request,
                caller -> withSubject(request, false, (subject, secret) -> {
                    if (!isOwn(subject, caller) && !caller.hasRole("admin")) {
                        return answers.forbidden("revoke_token");
                    }
                    boolean itself = subject.auditId().equals(caller.auditId());
                    return itself
                            ? revoked(subject, requestId)
                            : callers.holding(caller, request, requestId, holder -> revoked(subject, requestId));
                }));
    }

    private RawResponse revoked(Token subject, String requestId) {
        bridge.revoke(subject, requestId);
        return RawResponse.of(204);
    }

    private RawResponse catalog(Token caller) {
        Optional<Catalog> catalog = bridge.catalog(caller);
        if (catalog.isEmpty()) {
            return answers.error(403, "A scoped token is required to produce a service catalog.");
        }
        ObjectNode body = json.object();
        TokenBody.catalog(body, catalog.get());
        body.putObject("links").put("self", bridge.publicUrl() + "/auth/catalog");
        return answers.of(200, body);
    }

    /** The caller was known before (401): now the subject (404), then whether the one may see the other (403). */
    private RawResponse withSubject(
            RawRequest request, boolean expiredToo, BiFunction<Token, String, RawResponse> answer) {
        Optional<String> secret = request.header(SUBJECT);
        if (secret.isEmpty()) {
            return answers.error(404, "No token in the request");
        }
        return secret.flatMap(expiredToo ? bridge::validateExpired : bridge::validate)
                .map(subject -> answer.apply(subject, secret.get()))
                .orElseGet(this::missing);
    }

    /** A service that does not know access rules would not keep to them: it is not told about such a token. */
    private static boolean enforces(RawRequest request, Token subject) {
        return request.header(ACCESS_RULES).isPresent() || !subject.isBoundByRules();
    }

    private RawResponse missing() {
        return answers.error(404, "Failed to validate token");
    }

    private static boolean isOwn(Token subject, Token caller) {
        return subject.user().id().equals(caller.user().id());
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
