package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.bitauth.keystone.oidc.IssuerKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nimbus as the device of the device grant (RFC 8628). */
@SuppressWarnings("NullAway.Init")
class NimbusDeviceIT {
    private static final ClientID CLIENT = new ClientID(ProviderServer.PUBLIC_CLIENT);

    /** Seconds by which the provider's clock was moved on, so that no test waits for an interval. */
    private final AtomicLong ahead = new AtomicLong();

    private final Instant begun = InstantSource.system().instant();
    private ProviderServer provider;
    private AuthorizationServerMetadata metadata;

    @BeforeEach
    void start() throws Exception {
        provider = new ProviderServer(IssuerKeys.generate(), () -> begun.plusSeconds(ahead.get()));
        metadata = AuthorizationServerMetadata.resolve(provider.nimbusIssuer());
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void waitsAndGetsAJwtOfTheOneWhoConfirms() throws Exception {
        DeviceAuthorizationSuccessResponse device = begin();
        assertThat(error(poll(device))).isEqualTo(DeviceAuthorizationGrantError.AUTHORIZATION_PENDING);
        assertThat(error(poll(device))).isEqualTo(DeviceAuthorizationGrantError.SLOW_DOWN);
        new PageVisitor(provider)
                .confirm(device.getVerificationURI(), device.getUserCode().getValue());

        waitFor(device);
        TokenResponse answer = poll(device);

        assertThat(answer.indicatesSuccess())
                .as(answer.toHTTPResponse().getBody())
                .isTrue();
        String token = answer.toSuccessResponse().getTokens().getAccessToken().getValue();
        assertThat(new RelyingParty(provider, ProviderServer.AUDIENCE, true)
                        .take(token)
                        .getSubject())
                .isEqualTo(provider.user.sin().value());
        waitFor(device);
        assertThat(error(poll(device))).isEqualTo(OAuth2Error.INVALID_GRANT);
    }

    @Test
    void readsWhatRfc8628Demands() throws Exception {
        DeviceAuthorizationSuccessResponse device = begin();

        assertThat(device.getLifetime()).isEqualTo(300);
        assertThat(device.getInterval()).isEqualTo(5);
        assertThat(device.getVerificationURI()).hasToString(provider.issuer() + "/device");
        assertThat(device.getVerificationURIComplete()).isEqualTo(device.getVerificationURI());
    }

    @Test
    void readsThatThePersonSaidNo() throws Exception {
        DeviceAuthorizationSuccessResponse device = begin();
        new PageVisitor(provider)
                .refuse(device.getVerificationURI(), device.getUserCode().getValue());

        assertThat(error(poll(device))).isEqualTo(OAuth2Error.ACCESS_DENIED);
    }

    @Test
    void readsThatTheCodeHasExpired() throws Exception {
        DeviceAuthorizationSuccessResponse device = begin();
        ahead.addAndGet(Duration.ofMinutes(5).toSeconds());

        assertThat(error(poll(device))).isEqualTo(DeviceAuthorizationGrantError.EXPIRED_TOKEN);
    }

    private DeviceAuthorizationSuccessResponse begin() throws Exception {
        DeviceAuthorizationRequest request = new DeviceAuthorizationRequest.Builder(CLIENT)
                .endpointURI(metadata.getDeviceAuthorizationEndpointURI())
                .customParameter("audience", ProviderServer.AUDIENCE)
                .build();
        return DeviceAuthorizationResponse.parse(request.toHTTPRequest().send()).toSuccessResponse();
    }

    private void waitFor(DeviceAuthorizationSuccessResponse device) {
        ahead.addAndGet(device.getInterval());
    }

    private TokenResponse poll(DeviceAuthorizationSuccessResponse device) throws Exception {
        TokenRequest request = new TokenRequest.Builder(
                        metadata.getTokenEndpointURI(), CLIENT, new DeviceCodeGrant(device.getDeviceCode()))
                .build();
        return TokenResponse.parse(request.toHTTPRequest().send());
    }

    private static ErrorObject error(TokenResponse answer) {
        return answer.toErrorResponse().getErrorObject();
    }
}
