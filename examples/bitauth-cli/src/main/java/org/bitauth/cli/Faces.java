package org.bitauth.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.event.AuthListener;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.KeystoneBridgeBuilder;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.oidc.OidcHandler;
import org.bitauth.keystone.store.DirectoryFile;
import org.bitauth.keystone.token.TokenKeys;

/** What {@code bitauth serve} puts on HTTP: the identity service and the SSH CA. */
final class Faces {
    private Faces() {}

    static Map<String, HttpHandler> of(ServeConfig config, URI url, AuthListener audit) {
        Map<String, HttpHandler> faces = new LinkedHashMap<>();
        Optional<TokenKeys> tokenKeys = config.state().map(folder -> new StateFolder(folder).tokenKeys());
        config.directory().ifPresent(directory -> {
            faces.put("/*", keystone(directory, url, tokenKeys, audit));
        });
        config.ssh()
                .ifPresent(ssh ->
                        faces.put("/v3/ssh/*", ssh.handler(url, config.state().map(StateFolder::new), audit)));
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

    private static HttpHandler keystone(
            DirectoryFile directory, URI url, Optional<TokenKeys> tokenKeys, AuthListener audit) {
        KeystoneBridgeBuilder bridge = KeystoneBridge.builder(url, directory.directory())
                .applicationCredentials(directory.directory())
                .listener(audit);
        directory.catalog().ifPresent(catalog -> bridge.catalog(scope -> catalog));
        tokenKeys.ifPresent(bridge::tokenKeys);
        return new KeystoneHandler(bridge.build());
    }
}
