package org.bitauth.javapeers;

import com.nimbusds.oauth2.sdk.id.Issuer;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.lab.HandlerServer;
import org.bitauth.keystone.oidc.InMemoryDeviceStore;
import org.bitauth.keystone.oidc.IssuerKeys;
import org.bitauth.keystone.oidc.OidcClient;
import org.bitauth.keystone.oidc.OidcHandler;
import org.bitauth.keystone.oidc.OidcProvider;
import org.bitauth.keystone.oidc.client.OidcLoginClient;

/** A provider over HTTP on a loopback port, with clients of each kind and one user. Its keys may change while it runs. */
final class ProviderServer implements AutoCloseable {
    static final String AUDIENCE = "https://keystone.example/v3";
    static final String OTHER_AUDIENCE = "https://other.example/v3";
    static final String PUBLIC_CLIENT = "horizon";
    static final String SECRET_CLIENT = "keystone";
    static final String SECRET = "s3cret & more: %";
    static final URI CALLBACK = URI.create("http://127.0.0.1:1/callback"); // never asked for
    static final List<String> GROUPS = List.of("tenants");

    private static final SecretHash HASH = SecretHash.of(SECRET);

    final BitauthKey user = BitauthKey.generate();
    private final HandlerServer server;

    ProviderServer(IssuerKeys keys) throws IOException {
        this(keys, InstantSource.system());
    }

    ProviderServer(IssuerKeys keys, InstantSource clock) throws IOException {
        server = new HandlerServer("/oidc");
        serve(keys, clock);
    }

    /** Starts anew, at the same place. */
    void serve(IssuerKeys keys, InstantSource clock) {
        OidcProvider provider = OidcProvider.builder(issuer(), keys)
                .audience(AUDIENCE)
                .audience(OTHER_AUDIENCE)
                .client(OidcClient.ofPublic(PUBLIC_CLIENT, CALLBACK))
                .client(OidcClient.withSecret(SECRET_CLIENT, HASH, CALLBACK))
                .deviceGrant(new InMemoryDeviceStore(10, clock))
                .groups(sin -> GROUPS)
                .clock(clock)
                .build();
        serve(provider);
    }

    void serve(OidcProvider provider) {
        OidcHandler handler = new OidcHandler(provider);
        server.serve(request -> request.path().equals("/.well-known/oauth-authorization-server/oidc")
                ? handler.serverMetadata().handle(request)
                : handler.handle(request));
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.port() + "/oidc");
    }

    Issuer nimbusIssuer() {
        return new Issuer(issuer());
    }

    /** An access token by the challenge grant. */
    String token(String audience) {
        return new OidcLoginClient(issuer(), user)
                .token(audience)
                .orElseThrow(no -> new AssertionError(no.reason() + " " + no.detail()));
    }

    @Override
    public void close() {
        server.close();
    }
}
