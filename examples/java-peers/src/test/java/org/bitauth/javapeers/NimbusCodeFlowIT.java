package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import org.bitauth.keystone.oidc.IssuerKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nimbus as relying party: the authorization code grant with PKCE, and the ID token. */
@SuppressWarnings("NullAway.Init")
class NimbusCodeFlowIT {
    private static final ClientID PUBLIC = new ClientID(ProviderServer.PUBLIC_CLIENT);
    private static final ClientID KEYSTONE = new ClientID(ProviderServer.SECRET_CLIENT);
    private static final Secret SECRET = new Secret(ProviderServer.SECRET);

    private final State state = new State();
    private final Nonce nonce = new Nonce();
    private final CodeVerifier verifier = new CodeVerifier();
    private ProviderServer provider;
    private OIDCProviderMetadata metadata;

    @BeforeEach
    void start() throws Exception {
        provider = new ProviderServer(IssuerKeys.generate());
        metadata = OIDCProviderMetadata.resolve(provider.nimbusIssuer());
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void logsAPersonInAtAPublicClient() throws Exception {
        OIDCTokens tokens = redeem(publicClient(code(PUBLIC), verifier));

        checkTokens(tokens, PUBLIC);
    }

    @Test
    void logsAPersonInAtAClientThatProvesItselfByBasic() throws Exception {
        checkTokens(redeem(withSecret(code(KEYSTONE), new ClientSecretBasic(KEYSTONE, SECRET))), KEYSTONE);
    }

    @Test
    void logsAPersonInAtAClientThatProvesItselfByPost() throws Exception {
        checkTokens(redeem(withSecret(code(KEYSTONE), new ClientSecretPost(KEYSTONE, SECRET))), KEYSTONE);
    }

    @Test
    void nimbusReadsARefusedSecretVerifierAndReplay() throws Exception {
        Secret wrong = new Secret("wrong");
        AuthorizationCode code = code(KEYSTONE);
        assertThat(error(withSecret(code, new ClientSecretBasic(KEYSTONE, wrong))))
                .isEqualTo(OAuth2Error.INVALID_CLIENT);
        assertThat(error(withSecret(code, new ClientSecretPost(KEYSTONE, wrong))))
                .isEqualTo(OAuth2Error.INVALID_CLIENT);

        AuthorizationCode once = code(PUBLIC);
        assertThat(error(publicClient(once, new CodeVerifier()))).isEqualTo(OAuth2Error.INVALID_GRANT);
        redeem(publicClient(once, verifier));
        assertThat(error(publicClient(once, verifier))).isEqualTo(OAuth2Error.INVALID_GRANT);
    }

    @Test
    void nimbusRefusesAnIdTokenForAnotherNonceClientOrAccessToken() throws Exception {
        OIDCTokens tokens = redeem(publicClient(code(PUBLIC), verifier));
        IDTokenClaimsSet claims = validator(PUBLIC).validate(tokens.getIDToken(), nonce);

        assertThatThrownBy(() -> validator(PUBLIC).validate(tokens.getIDToken(), new Nonce()))
                .isInstanceOf(BadJOSEException.class);
        assertThatThrownBy(() -> validator(KEYSTONE).validate(tokens.getIDToken(), nonce))
                .isInstanceOf(BadJOSEException.class);
        assertThatThrownBy(() -> AccessTokenValidator.validate(
                        new BearerAccessToken("another"), JWSAlgorithm.ES256, claims.getAccessTokenHash()))
                .isInstanceOf(InvalidHashException.class);
    }

    private void checkTokens(OIDCTokens tokens, ClientID client) throws Exception {
        IDTokenClaimsSet id = validator(client).validate(tokens.getIDToken(), nonce);
        AccessTokenValidator.validate(tokens.getAccessToken(), JWSAlgorithm.ES256, id.getAccessTokenHash());
        String sin = provider.user.sin().value();
        assertThat(id.getSubject().getValue()).isEqualTo(sin);
        assertThat(id.getAuthenticationTime()).isBeforeOrEqualTo(id.getIssueTime());
        assertThat(id.toJSONObject())
                .containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "auth_time", "nonce", "at_hash", "groups");
        assertThat(new RelyingParty(provider, client.getValue(), true)
                        .take(tokens.getAccessToken().getValue())
                        .getSubject())
                .isEqualTo(sin);
    }

    private IDTokenValidator validator(ClientID client) throws Exception {
        return new IDTokenValidator(
                metadata.getIssuer(),
                client,
                metadata.getIDTokenJWSAlgs().get(0),
                metadata.getJWKSetURI().toURL());
    }

    private AuthorizationCode code(ClientID client) throws Exception {
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid"), client, ProviderServer.CALLBACK)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
        AuthenticationSuccessResponse answer = AuthenticationResponseParser.parse(
                        new PageVisitor(provider).login(request.toURI()))
                .toSuccessResponse();
        assertThat(answer.getState()).isEqualTo(state);
        assertThat(answer.getIssuer()).isEqualTo(metadata.getIssuer());
        return answer.getAuthorizationCode();
    }

    private TokenRequest publicClient(AuthorizationCode code, CodeVerifier proof) {
        return new TokenRequest.Builder(metadata.getTokenEndpointURI(), PUBLIC, grant(code, proof)).build();
    }

    private TokenRequest withSecret(AuthorizationCode code, ClientAuthentication authentication) {
        return new TokenRequest.Builder(metadata.getTokenEndpointURI(), authentication, grant(code, verifier)).build();
    }

    private static AuthorizationCodeGrant grant(AuthorizationCode code, CodeVerifier proof) {
        return new AuthorizationCodeGrant(code, ProviderServer.CALLBACK, proof);
    }

    private static OIDCTokens redeem(TokenRequest request) throws Exception {
        TokenResponse answer =
                OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
        assertThat(answer.indicatesSuccess())
                .as(answer.toHTTPResponse().getBody())
                .isTrue();
        return ((OIDCTokenResponse) answer.toSuccessResponse()).getOIDCTokens();
    }

    private static ErrorObject error(TokenRequest request) throws Exception {
        return OIDCTokenResponseParser.parse(request.toHTTPRequest().send())
                .toErrorResponse()
                .getErrorObject();
    }
}
