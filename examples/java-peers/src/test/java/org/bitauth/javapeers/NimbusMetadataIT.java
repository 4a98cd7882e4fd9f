package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import org.bitauth.keystone.lab.HandlerServer;
import org.bitauth.keystone.oidc.IssuerKeys;
import org.bitauth.keystone.oidc.OidcHandler;
import org.bitauth.keystone.oidc.OidcProvider;
import org.junit.jupiter.api.Test;

/** The provider's metadata as Nimbus finds and reads it (OpenID Connect Discovery 1.0; RFC 8414). */
class NimbusMetadataIT {
    private static final GrantType CHALLENGE = new GrantType(OidcHandler.CHALLENGE_GRANT);

    @Test
    void isFoundByBothRulesAndTellsWhatIsOn() throws Exception {
        try (ProviderServer provider = new ProviderServer(IssuerKeys.generate())) {
            Issuer issuer = provider.nimbusIssuer();
            OIDCProviderMetadata openid = OIDCProviderMetadata.resolve(issuer);
            AuthorizationServerMetadata oauth = AuthorizationServerMetadata.resolve(issuer);

            assertThat(openid.getSubjectTypes()).containsExactly(SubjectType.PUBLIC);
            assertThat(openid.getIDTokenJWSAlgs()).containsExactly(JWSAlgorithm.ES256);
            assertThat(oauth.getIssuer()).isEqualTo(issuer);
            for (AuthorizationServerMetadata metadata : new AuthorizationServerMetadata[] {openid, oauth}) {
                checkEndpoints(metadata, provider.issuer());
                assertThat(metadata.getGrantTypes())
                        .containsExactlyInAnyOrder(CHALLENGE, GrantType.AUTHORIZATION_CODE, GrantType.DEVICE_CODE);
                assertThat(metadata.getResponseTypes()).containsExactly(ResponseType.CODE);
                assertThat(metadata.getCodeChallengeMethods()).containsExactly(CodeChallengeMethod.S256);
                assertThat(metadata.getTokenEndpointAuthMethods())
                        .containsExactlyInAnyOrder(
                                ClientAuthenticationMethod.NONE,
                                ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                                ClientAuthenticationMethod.CLIENT_SECRET_POST);
                assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
                assertThat(metadata.supportsRequestParam()).isFalse();
                assertThat(metadata.supportsRequestURIParam()).isFalse();
            }
        }
    }

    private static void checkEndpoints(AuthorizationServerMetadata metadata, URI issuer) {
        assertThat(metadata.getAuthorizationEndpointURI()).hasToString(issuer + "/authorize");
        assertThat(metadata.getTokenEndpointURI()).hasToString(issuer + "/token");
        assertThat(metadata.getJWKSetURI()).hasToString(issuer + "/jwks");
        assertThat(metadata.getDeviceAuthorizationEndpointURI()).hasToString(issuer + "/device_authorization");
        assertThat(metadata.getIntrospectionEndpointURI()).isNull();
        assertThat(metadata.getRegistrationEndpointURI()).isNull();
        assertThat(metadata.getRevocationEndpointURI()).isNull();
    }

    @Test
    void namesNothingThatIsSwitchedOff() throws Exception {
        try (ProviderServer server = new ProviderServer(IssuerKeys.generate())) {
            server.serve(OidcProvider.builder(server.issuer(), IssuerKeys.generate())
                    .audience("keystone")
                    .build());

            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(server.nimbusIssuer());

            assertThat(metadata.getGrantTypes()).containsExactly(CHALLENGE);
            assertThat(metadata.getAuthorizationEndpointURI()).isNull();
            assertThat(metadata.getDeviceAuthorizationEndpointURI()).isNull();
            assertThat(metadata.getResponseTypes()).isEmpty();
        }
    }

    @Test
    void nimbusRefusesItAtAnotherIssuersPlace() throws Exception {
        try (HandlerServer elsewhere = new HandlerServer("/oidc")) {
            OidcProvider provider = OidcProvider.builder(
                            URI.create("https://cloud.example/oidc"), IssuerKeys.generate())
                    .audience("keystone")
                    .build();
            elsewhere.serve(new OidcHandler(provider));
            Issuer issuer = new Issuer("http://127.0.0.1:" + elsewhere.port() + "/oidc");

            assertThatThrownBy(() -> OIDCProviderMetadata.resolve(issuer)).isInstanceOf(GeneralException.class);
        }
    }
}
