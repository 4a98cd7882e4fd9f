package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bitauth.event.AuthListener;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.oidc.DenyFile;
import org.bitauth.keystone.oidc.InMemoryDeviceStore;
import org.bitauth.keystone.oidc.IssuerKeys;
import org.bitauth.keystone.oidc.OidcClient;
import org.bitauth.keystone.oidc.OidcProvider;
import org.bitauth.keystone.oidc.OidcProviderBuilder;
import org.bitauth.keystone.token.TokenKeys;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code oidc} of the config.
 *
 * @param issuer the provider's URL; without one, {@code /oidc} beside the identity service
 * @param audiences who takes JWTs
 * @param clients who lets people log in
 * @param published files of public keys in PEM that are published beside the key that signs
 * @param denyFile a file with the SINs that get no JWT
 * @param device true switches the device grant on, for the clients and for {@code bitauth login --device}
 * @param senderHeader the header in which the proxy tells where a request came from
 */
record OidcConfig(
        @JsonSetter(nulls = Nulls.SET) @Nullable URI issuer,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<String> audiences,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<Client> clients,

        @JsonProperty("published_keys") @JsonSetter(nulls = Nulls.SET) @Nullable
        List<Path> published,

        @JsonProperty("deny_file") @JsonSetter(nulls = Nulls.SET) @Nullable
        Path denyFile,

        @JsonSetter(nulls = Nulls.SET) @Nullable Boolean device,

        @JsonProperty("sender_header") @JsonSetter(nulls = Nulls.SET) @Nullable
        String senderHeader) {
    private static final String OWN_CLIENT = "bitauth";

    /** A relying party. */
    record Client(
            @JsonProperty(required = true) String id,

            @JsonProperty("redirect_uris") @JsonSetter(nulls = Nulls.SET) @Nullable
            List<URI> redirectUris,

            @JsonProperty("secret_hash") @JsonSetter(nulls = Nulls.SET) @Nullable
            String secretHash,

            @JsonProperty("shows_link_only") @JsonSetter(nulls = Nulls.SET) @Nullable
            Boolean linkOnly) {
        private OidcClient checked() {
            URI[] uris = redirectUris == null ? new URI[0] : redirectUris.toArray(URI[]::new);
            OidcClient client = secretHash == null
                    ? OidcClient.ofPublic(id, uris)
                    : OidcClient.withSecret(id, SecretHash.parse(secretHash), uris);
            return Boolean.TRUE.equals(linkOnly) ? client.showingLinkOnly() : client;
        }
    }

    URI issuerBeside(URI cloud) {
        return issuer == null ? URI.create(cloud.toString().replaceAll("/v3/*$", "/oidc")) : issuer;
    }

    OidcProvider provider(URI cloud, Optional<StateFolder> state, Optional<TokenKeys> tokenKeys, AuthListener audit) {
        try {
            List<Path> files = published == null ? List.of() : published;
            IssuerKeys keys = state.map(folder -> folder.issuerKeys(files)).orElseGet(IssuerKeys::generate);
            OidcProviderBuilder builder =
                    OidcProvider.builder(issuerBeside(cloud), keys).listener(audit);
            tokenKeys.ifPresent(builder::apartFrom);
            (audiences == null ? List.<String>of() : audiences).forEach(builder::audience);
            (clients == null ? List.<Client>of() : clients).forEach(client -> builder.client(client.checked()));
            if (denyFile != null) {
                builder.denyList(new DenyFile(denyFile));
            }
            if (senderHeader != null) {
                builder.senderHeader(senderHeader);
            }
            if (Boolean.TRUE.equals(device)) {
                builder.client(OidcClient.ofPublic(OWN_CLIENT)).deviceGrant(new InMemoryDeviceStore());
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "config oidc: " + e.getMessage());
        }
    }
}
