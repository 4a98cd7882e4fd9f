package org.bitauth.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Whether Apache can read the keys of the provider (OpenID Connect Discovery 1.0, section 4.3; RFC 7517). */
final class IssuerCheck {
    private IssuerCheck() {}

    static List<Finding> look(Exchange exchange, String issuer) {
        Reply metadata = exchange.get(issuer + "/.well-known/openid-configuration");
        if (metadata.status() != 200 || !metadata.json().isObject()) {
            return List.of(Finding.missing("issuer", issuer + "/.well-known/openid-configuration " + metadata.told()));
        }
        return List.of(
                metadata(issuer, metadata.json()),
                ClockCheck.ofDate("issuer's clock", metadata),
                keys(issuer, exchange.get(issuer + "/jwks")));
    }

    private static Finding metadata(String issuer, JsonNode metadata) {
        String named = metadata.path("issuer").asText();
        if (!named.equals(issuer)) {
            return Finding.missing(
                    "issuer", "the provider at " + issuer + " calls itself '" + named + "': the two must be equal");
        }
        return metadata.path("jwks_uri").asText().equals(issuer + "/jwks")
                ? Finding.ok("issuer", issuer + " calls itself so")
                : Finding.missing("issuer", "jwks_uri must be " + issuer + "/jwks, where Apache's lines read the keys");
    }

    private static Finding keys(String issuer, Reply jwks) {
        if (jwks.status() != 200 || !jwks.json().path("keys").isArray()) {
            return Finding.missing("issuer's keys", issuer + "/jwks " + jwks.told());
        }
        int fit = 0;
        for (JsonNode key : jwks.json().path("keys")) {
            fit += isFit(key) ? 1 : 0;
        }
        return fit > 0
                ? Finding.ok("issuer's keys", fit + " for ES256 or RS256")
                : Finding.missing("issuer's keys", "none is for ES256 or RS256, and mod_auth_openidc knows no other");
    }

    private static boolean isFit(JsonNode key) {
        String type = key.path("kty").asText();
        String curve = key.path("crv").asText();
        String algorithm = key.path("alg").asText();
        boolean signs = key.path("use").asText("sig").equals("sig");
        boolean elliptic = type.equals("EC") && curve.equals("P-256") && algorithm.matches("(ES256)?");
        boolean rsa = type.equals("RSA") && algorithm.matches("(RS256)?");
        return signs && (elliptic || rsa);
    }
}
