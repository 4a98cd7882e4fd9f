package org.bitauth.keystone.oidc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.http.RawRequest;

/** The clients that are configured, and how a request proves to come from one (RFC 6749, section 2.3.1). */
final class ClientRegister {
    private final Map<String, OidcClient> clients;

    ClientRegister(Map<String, OidcClient> clients) {
        this.clients = Map.copyOf(clients);
    }

    boolean hasAny() {
        return !clients.isEmpty();
    }

    boolean anyRedirects() {
        return clients.values().stream().anyMatch(OidcClient::hasRedirects);
    }

    /** The ways to authenticate that at least one client uses. */
    List<String> methods() {
        boolean secrets = clients.values().stream().anyMatch(client -> !client.isPublic());
        return secrets ? List.of("none", "client_secret_basic", "client_secret_post") : List.of("none");
    }

    Optional<OidcClient> find(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    /** What a request says of its client. */
    Claim claim(RawRequest request, Parameters parameters) {
        List<String> headers = request.headers("Authorization");
        if (headers.isEmpty()) {
            return new Claim(parameters.get("client_id"), parameters.find("client_secret"), false);
        }
        Claim basic = basic(headers.size() == 1 ? headers.get(0) : "");
        boolean other = parameters
                .find("client_id")
                .filter(id -> !id.equals(basic.id()))
                .isPresent();
        if (other || parameters.has("client_secret")) {
            throw new MalformedException("client must authenticate in one way");
        }
        return basic;
    }

    /** The client of a claim, if its secret is good. Slow where there is a secret: whatever is cheap comes before. */
    Optional<OidcClient> authenticate(Claim claim) {
        return find(claim.id()).filter(client -> client.isAuthenticatedBy(claim.secret()));
    }

    /** A name, perhaps a secret, and whether they came in the header. */
    record Claim(String id, Optional<String> secret, boolean inHeader) {
        @Override
        public String toString() {
            return "Claim[" + id + "]";
        }
    }

    private static Claim basic(String header) {
        try {
            if (header.toLowerCase(Locale.ROOT).startsWith("basic ") && header.length() <= 2048) {
                String pair = new String(
                        Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                return new Claim(
                        URLDecoder.decode(pair.substring(0, Math.max(colon, 0)), StandardCharsets.UTF_8),
                        Optional.of(URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8)),
                        true);
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedException("Authorization must be Basic with base64 of id and secret");
        }
        throw new MalformedException("Authorization must be Basic");
    }
}
