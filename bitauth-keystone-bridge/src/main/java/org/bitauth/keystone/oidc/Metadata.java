package org.bitauth.keystone.oidc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/**
 * What the provider tells of itself (OpenID Connect Discovery 1.0, section 3; RFC 8414, section 2). Lists nothing that is
 * switched off, and no {@code introspection_endpoint}: mod_auth_openidc would then never use the keys.
 */
final class Metadata {
    private Metadata() {}

    static String of(OidcProvider provider, Collection<String> grants) {
        String issuer = provider.issuer();
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("issuer", issuer);
        out.put("token_endpoint", issuer + "/token");
        out.put("jwks_uri", issuer + "/jwks");
        list(out, "grant_types_supported", grants);
        if (provider.devices().isPresent()) {
            out.put("device_authorization_endpoint", issuer + "/device_authorization");
        }
        boolean pages = provider.clients().anyRedirects();
        list(out, "response_types_supported", pages ? List.of("code") : List.of());
        list(out, "token_endpoint_auth_methods_supported", provider.clients().methods());
        list(out, "subject_types_supported", List.of("public"));
        list(
                out,
                "id_token_signing_alg_values_supported",
                List.of(provider.keys().algorithm()));
        if (pages) {
            out.put("authorization_endpoint", issuer + "/authorize");
            list(out, "response_modes_supported", List.of("query"));
            list(out, "scopes_supported", List.of("openid"));
            list(out, "code_challenge_methods_supported", List.of("S256"));
            out.put("authorization_response_iss_parameter_supported", true);
            out.put("request_parameter_supported", false);
            out.put("request_uri_parameter_supported", false);
        }
        return out.toString();
    }

    private static void list(ObjectNode out, String name, Collection<String> values) {
        ArrayNode list = out.putArray(name);
        values.forEach(list::add);
    }
}
