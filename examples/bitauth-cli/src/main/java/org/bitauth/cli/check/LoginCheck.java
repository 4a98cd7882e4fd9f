package org.bitauth.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthSigner;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.client.ClientToken;
import org.bitauth.keystone.client.KeystoneClient;

/** What only a real login tells. Its tokens are revoked at the end. */
final class LoginCheck {
    private static final String TOKENS = "/auth/tokens";

    private final Exchange exchange;
    private final String url;

    LoginCheck(Exchange exchange, String url) {
        this.exchange = exchange;
        this.url = url;
    }

    static List<Finding> withoutKey() {
        return List.of(Finding.unknown(
                "login", "token provider, rescoping and catalog are known only with --key FILE of a user with a role"));
    }

    List<Finding> look(BitauthSigner key, ScopeRequest scope) {
        Outcome<ClientToken, ClientRejection> login = new KeystoneClient(URI.create(url), key).login(scope);
        if (login instanceof Outcome.Rejected<ClientToken, ClientRejection> no) {
            return List.of(Finding.missing("login", refusal(no, key)));
        }
        ClientToken token = login.accepted().orElseThrow();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("login", key.sin() + " gets a token until " + token.expiresAt()));
        findings.add(TokenForm.of(token.secret()));
        List<String> tokens = new ArrayList<>();
        findings.add(rescoping(token, tokens));
        findings.add(catalog(token));
        tokens.add(token.secret());
        findings.add(revocation(tokens, token));
        return findings;
    }

    private static String refusal(Outcome.Rejected<ClientToken, ClientRejection> no, BitauthSigner key) {
        return switch (no.reason()) {
            case UNREACHABLE, UNTRUSTED -> no.detail();
            // The rest of the detail quotes the answer.
            case REFUSED ->
                "refused (HTTP " + no.detail().split(" ", 2)[0] + ", " + no.requestId() + "): a user "
                        + key.sin() + " must be in the domain of [bitauth] domain_id, enabled and with a role; the"
                        + " bridge's audit line with this id says more";
        };
    }

    private Finding rescoping(ClientToken token, List<String> issued) {
        ObjectNode body = new ObjectMapper().createObjectNode();
        ObjectNode auth = body.putObject("auth");
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add("token");
        identity.putObject("token").put("id", token.secret());
        JsonNode project = token.body().path("project").path("id");
        if (project.isTextual()) {
            auth.putObject("scope").putObject("project").put("id", project.textValue());
        } else {
            auth.put("scope", "unscoped");
        }
        Reply reply = exchange.post(url + TOKENS, body.toString());
        String secret = reply.header("X-Subject-Token");
        if (reply.status() == 201 && !secret.isEmpty()) {
            issued.add(secret);
            return Finding.ok("rescoping", "a token of a key gets another");
        }
        return reply.status() == 403
                ? Finding.missing(
                        "rescoping",
                        "refused (HTTP 403), and application credentials too: set [auth]"
                                + " additional_primary_auth_methods = bitauth in keystone.conf")
                : Finding.missing("rescoping", "a token of a key gets no other: Keystone " + reply.told());
    }

    private static Finding catalog(ClientToken token) {
        JsonNode catalog = token.body().path("catalog");
        if (!catalog.isArray()) {
            return Finding.unknown(
                    "catalog", "the token has none, since it is unscoped: give --scope project:NAME@DOMAIN");
        }
        for (JsonNode service : catalog) {
            if (service.path("type").asText().equals("identity")
                    && !service.path("endpoints").isEmpty()) {
                return Finding.ok("catalog", "has an endpoint of type identity");
            }
        }
        return Finding.missing(
                "catalog", "has no endpoint of type identity: clients and keystonemiddleware look for it there");
    }

    private Finding revocation(List<String> tokens, ClientToken token) {
        for (String secret : tokens) {
            Reply reply = exchange.send(
                    "DELETE", url + TOKENS, Map.of("X-Auth-Token", token.secret(), "X-Subject-Token", secret), "");
            if (reply.status() != 204) {
                return Finding.missing(
                        "revocation",
                        "a token of this check lives until " + token.expiresAt() + ": Keystone " + reply.told());
            }
        }
        return Finding.ok("revocation", "the tokens of this check are revoked");
    }
}
