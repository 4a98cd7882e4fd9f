package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.DirectoryStore.UserIdentity;
import org.bitauth.keystone.IdentityRotation;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.RotationRejection;
import org.bitauth.keystone.internal.StrictJson;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.StatementSignature;

/**
 * What Keystone has not: the keys and the revocations for services that check tokens offline, and changes that users make
 * to their own identities.
 */
final class BitauthRoutes {
    private static final int MOST_SIGNATURES = 4;

    private final KeystoneBridge bridge;
    private final StrictJson json;
    private final Answers answers;
    private final Callers callers;

    BitauthRoutes(KeystoneBridge bridge, StrictJson json, Answers answers, Callers callers) {
        this.bridge = bridge;
        this.json = json;
        this.answers = answers;
        this.callers = callers;
    }

    void addTo(Routes routes) {
        routes.read("/v3/bitauth/keys", (request, ids, id) -> document("application/jwk-set+json", bridge.keySet()));
        routes.read(
                "/v3/bitauth/revocations",
                (request, ids, id) ->
                        document("application/jwt", bridge.signedRevocations()).with("Cache-Control", "no-store"));
        bridge.rotation().ifPresent(rotation -> {
            routes.on("POST", "/v3/bitauth/identities", (request, ids, id) -> add(rotation, request, id));
            routes.on(
                    "DELETE",
                    "/v3/bitauth/identities/{id}",
                    (request, ids, id) -> withdraw(rotation, request, ids.get(0), id));
        });
    }

    private static RawResponse document(String type, String text) {
        return RawResponse.of(200, type, text);
    }

    private RawResponse add(IdentityRotation rotation, RawRequest request, String requestId) {
        var outcome = rotation.add(statement(json.read(request.body())), requestId);
        if (outcome instanceof Outcome.Rejected<UserIdentity, RotationRejection> no) {
            return refused(no.reason());
        }
        UserIdentity added = outcome.accepted().orElseThrow();
        ObjectNode body = json.object();
        body.putObject("identity").put("sin", added.sin().value()).put("valid_from", TokenBody.time(added.from()));
        return answers.of(201, body);
    }

    private RawResponse withdraw(IdentityRotation rotation, RawRequest request, String sin, String requestId) {
        return callers.signed(request, requestId, signer -> {
            if (signer.isEmpty()) {
                return answers.error(401, "The request must be signed by an identity of the user.");
            }
            var outcome = rotation.withdraw(signer.get().sin(), new Sin(sin), requestId);
            return outcome instanceof Outcome.Rejected<Sin, RotationRejection> no
                    ? refused(no.reason())
                    : RawResponse.of(204);
        });
    }

    private RawResponse refused(RotationRejection reason) {
        return switch (reason) {
            case MALFORMED -> answers.error(400, "The statement must be of kind rotate, in its one form.");
            case NOT_PROVEN -> answers.error(401, Answers.NOT_AUTHENTICATED);
            case CONFLICT -> answers.error(409, "The identity belongs to a user, or the user has too many.");
            case MISSING -> answers.error(404, "No such identity is waiting.");
        };
    }

    private static SignedStatement statement(JsonNode body) {
        JsonNode text = body.path("statement");
        JsonNode signatures = body.path("signatures");
        if (!text.isTextual() || !signatures.isArray() || signatures.size() > MOST_SIGNATURES) {
            throw new MalformedException("body must have statement, a text, and signatures, a short list");
        }
        List<StatementSignature> read = new ArrayList<>();
        for (JsonNode signature : signatures) {
            if (!signature.path("public_key").isTextual()
                    || !signature.path("signature").isTextual()) {
                throw new MalformedException("a signature must have public_key and signature, both texts");
            }
            read.add(new StatementSignature(
                    signature.get("public_key").textValue(),
                    signature.get("signature").textValue()));
        }
        return new SignedStatement(text.textValue(), read);
    }
}
