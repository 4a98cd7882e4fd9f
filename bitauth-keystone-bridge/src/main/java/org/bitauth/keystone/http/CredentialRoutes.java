package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitauth.Outcome;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.CredentialDesk;
import org.bitauth.keystone.CredentialRejection;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Token;
import org.bitauth.keystone.internal.StrictJson;

/** The requests about a user's application credentials. Only the user himself makes them. */
final class CredentialRoutes {
    private static final String ALL = "/v3/users/{id}/application_credentials";
    private static final String ONE = ALL + "/{id}";

    private final CredentialDesk desk;
    private final StrictJson json;
    private final Answers answers;
    private final Callers callers;
    private final ResourceBody resources;
    private final CredentialBody body;

    CredentialRoutes(KeystoneBridge bridge, StrictJson json, Answers answers, Callers callers) {
        this.desk = bridge.credentials();
        this.json = json;
        this.answers = answers;
        this.callers = callers;
        resources = new ResourceBody(json, bridge.publicUrl());
        body = new CredentialBody(bridge.publicUrl());
    }

    void addTo(Routes routes) {
        routes.read(ALL, (request, ids, id) -> list(request, ids.get(0)));
        routes.on("POST", ALL, (request, ids, id) -> create(request, ids.get(0), id));
        routes.read(ONE, (request, ids, id) -> show(request, ids.get(0), ids.get(1)));
        routes.on("DELETE", ONE, (request, ids, id) -> delete(request, ids.get(0), ids.get(1), id));
    }

    private RawResponse list(RawRequest request, String userId) {
        return own(request, userId, "list_application_credentials", caller -> {
            Optional<String> name = Query.value(request, "name");
            List<ApplicationCredential> all = desk.list(userId).stream()
                    .filter(credential -> name.map(credential.name()::equals).orElse(true))
                    .toList();
            String path = "/users/" + userId + "/application_credentials";
            return answers.of(200, resources.list("application_credentials", path, all, body::write));
        });
    }

    private RawResponse show(RawRequest request, String userId, String credentialId) {
        return own(
                request,
                userId,
                "get_application_credential",
                caller -> desk.find(userId, credentialId)
                        .map(found -> answers.of(200, resources.single("application_credential", found, body::write)))
                        .orElseGet(() ->
                                answers.error(404, "Could not find Application Credential: " + credentialId + ".")));
    }

    private RawResponse create(RawRequest request, String userId, String requestId) {
        return own(
                request,
                userId,
                "create_application_credential",
                caller -> callers.holding(caller, request, requestId, holder -> {
                    var outcome = desk.create(holder, CredentialBody.read(json.read(request.body())), requestId);
                    if (outcome instanceof Outcome.Rejected<CredentialDesk.Made, CredentialRejection> no) {
                        return refused(no);
                    }
                    CredentialDesk.Made made = outcome.accepted().orElseThrow();
                    ObjectNode out = resources.single("application_credential", made.credential(), body::write);
                    ((ObjectNode) out.get("application_credential")).put("secret", made.secret());
                    return answers.of(201, out);
                }));
    }

    private RawResponse delete(RawRequest request, String userId, String credentialId, String requestId) {
        return own(
                request,
                userId,
                "delete_application_credential",
                caller -> callers.holding(caller, request, requestId, holder -> {
                    var outcome = desk.delete(holder, credentialId, requestId);
                    return outcome instanceof Outcome.Rejected<String, CredentialRejection> no
                            ? refused(no)
                            : RawResponse.of(204);
                }));
    }

    private RawResponse own(RawRequest request, String userId, String action, Function<Token, RawResponse> answer) {
        return callers.authenticated(
                request,
                caller -> caller.user().id().equals(userId) ? answer.apply(caller) : answers.forbidden(action));
    }

    private RawResponse refused(Outcome.Rejected<?, CredentialRejection> no) {
        int status = switch (no.reason()) {
            case MALFORMED -> 400;
            case FORBIDDEN -> 403;
            case MISSING -> 404;
            case CONFLICT -> 409;
        };
        return answers.error(status, no.detail());
    }
}
