package org.bitauth.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.event.AuthListener;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.oidc.OidcHandler;
import org.bitauth.keystone.payment.TakenBack;
import org.bitauth.keystone.token.TokenKeys;

/** What {@code bitauth serve} puts on HTTP: the identity service, the till, and the SSH CA. */
final class Faces {
    private Faces() {}

    /** The faces of a config without users in a database. */
    static Map<String, HttpHandler> of(ServeConfig config, URI url, AuthListener audit) {
        return of(config, Optional.empty(), url, audit, new Servers());
    }

    /** The faces of a config without payments. */
    static Map<String, HttpHandler> of(
            ServeConfig config, Optional<IdentityStores> stores, URI url, AuthListener audit) {
        return of(config, stores, url, audit, new Servers());
    }

    /** All faces; what they keep running ends with the servers. */
    static Map<String, HttpHandler> of(
            ServeConfig config, Optional<IdentityStores> stores, URI url, AuthListener audit, Servers servers) {
        Map<String, HttpHandler> faces = new LinkedHashMap<>();
        Optional<StateFolder> state = config.state().map(StateFolder::new);
        Optional<TokenKeys> tokenKeys = state.map(StateFolder::tokenKeys);
        config.directory().ifPresent(directory -> faces.put("/*", IdentityFace.of(directory, state, url, audit)));
        Optional<PaymentsFace> till = config.payments()
                .map(payments -> PaymentsFace.open(
                        payments,
                        payments.chain(),
                        stores.orElseThrow().leases(),
                        new TakenBack(stores.orElseThrow().admin()),
                        stores.orElseThrow().replayGuard(),
                        state.orElseThrow(),
                        url,
                        audit,
                        servers));
        stores.ifPresent(open -> faces.put(
                "/*",
                IdentityFace.of(
                        config.identity().orElseThrow(),
                        open,
                        till.map(PaymentsFace::leases),
                        state.orElseThrow(),
                        url,
                        audit)));
        till.ifPresent(open -> faces.put("/v3/payments/*", open.handler()));
        config.ssh()
                .ifPresent(
                        ssh -> faces.put("/v3/ssh/*", ssh.handler(url, state, till.map(PaymentsFace::leases), audit)));
        config.oidc().ifPresent(oidc -> {
            OidcHandler handler =
                    new OidcHandler(oidc.provider(url, config.state().map(StateFolder::new), tokenKeys, audit));
            String path = below(url, oidc.issuerBeside(url));
            faces.put(path + "/*", handler);
            faces.put("/.well-known/oauth-authorization-server" + path, handler.serverMetadata());
        });
        return faces;
    }

    /** Where the issuer's path leads below the root of the server, which is the cloud's URL without {@code /v3}. */
    private static String below(URI cloud, URI issuer) {
        String root = cloud.getRawPath().replaceAll("/v3/*$", "");
        String path = CloudUrl.of(issuer).replaceFirst("^https?://[^/]*", "");
        if (!path.startsWith(root + "/") || path.startsWith(root + "/v3/") || path.equals(root + "/v3")) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE, "issuer must have a path below " + root + "/, beside /v3, was " + path);
        }
        return path.substring(root.length());
    }
}
