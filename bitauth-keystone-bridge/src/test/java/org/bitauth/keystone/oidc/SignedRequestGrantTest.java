package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.AUDIENCE;
import static org.bitauth.keystone.oidc.DemoProvider.checkError;
import static org.bitauth.keystone.oidc.DemoProvider.form;
import static org.bitauth.keystone.oidc.DemoProvider.json;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitauth.http.OutgoingRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestSigner;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.token.Jws;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;

/** The grant by one signed request of docs/protocol.md, and what every endpoint refuses. */
class SignedRequestGrantTest {
    private static final String URL = "https://cloud.example/oidc/token";
    private static final String FORM = form("grant_type", OidcHandler.CHALLENGE_GRANT, "audience", AUDIENCE);

    private final DemoProvider cloud = DemoProvider.start();

    private String[] signed(String form) {
        return signed(form, cloud);
    }

    private static String[] signed(String form, DemoProvider cloud) {
        List<String> headers = new ArrayList<>(List.of("Host", "cloud.example"));
        OutgoingRequest request = OutgoingRequest.of("POST", URL, form.getBytes(StandardCharsets.UTF_8));
        RequestSigner.of(ALICE, cloud::now)
                .sign(request, Optional.empty(), Duration.ZERO)
                .forEach((name, value) -> headers.addAll(List.of(name, value)));
        return headers.toArray(String[]::new);
    }

    @Test
    void swapsASignedRequestForAJwt() {
        RawResponse answer = cloud.post("/token", FORM, signed(FORM));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(Jws.part(json(answer).path("access_token").asText(), 1)
                        .path("sub")
                        .asText())
                .isEqualTo(ALICE.sin().value());
    }

    @Test
    void refusesAReplayedSignedRequest() {
        String[] headers = signed(FORM);
        assertThat(cloud.post("/token", FORM, headers).status()).isEqualTo(200);

        RawResponse answer = cloud.post("/token", FORM, headers);

        checkError(answer, 401, "invalid_grant");
        assertThat(answer.header("WWW-Authenticate").orElseThrow()).contains("error=\"replay\"");
    }

    @Test
    void demandsAServerNonceRightAfterTheStart() {
        DemoProvider fresh = DemoProvider.with(settings ->
                settings.shared(ProviderSecret.random(), new InMemoryReplayGuard(10, () -> DemoCloud.START)));

        RawResponse answer = fresh.post("/token", FORM, signed(FORM, fresh));

        checkError(answer, 401, "invalid_grant");
        assertThat(answer.header("WWW-Authenticate").orElseThrow()).contains("error=\"nonce\", nonce=\"");
        assertThat(answer.header("Date")).isPresent();
    }

    @Test
    void refusesASignedRequestForAnotherAudienceThanItSays() {
        String other = form("grant_type", OidcHandler.CHALLENGE_GRANT, "audience", "other");

        checkError(cloud.post("/token", other, signed(FORM)), 401, "invalid_grant");
    }

    @Test
    void refusesASignatureBesideAnotherProof() {
        String both = FORM + "&identity=" + ALICE.sin();

        checkError(cloud.post("/token", both, signed(both)), 400, "invalid_request");
        checkError(cloud.post("/token", FORM), 400, "invalid_request");
        checkError(cloud.post("/token", FORM, "X-Identity", "02", "X-Signature", "30"), 400, "invalid_request");
    }

    @Test
    void refusesPasswordRefreshAndUnknownGrants() {
        for (String grant :
                new String[] {"password", "client_credentials", "refresh_token", "authorization_code", "x"}) {
            checkError(cloud.post("/token", form("grant_type", grant)), 400, "unsupported_grant_type");
        }
        checkError(cloud.post("/token", form("audience", AUDIENCE)), 400, "invalid_request");
    }

    @Test
    void refusesFormsThatAreNone() {
        String good = FORM + "&identity=" + ALICE.sin();
        checkError(cloud.post("/token", good + "&audience=other"), 400, "invalid_request");
        checkError(cloud.post("/token", good + "&x=%zz"), 400, "invalid_request");
        checkError(cloud.post("/token", good + "&x=%ff"), 400, "invalid_request");
        checkError(cloud.post("/token", good + "&x=%00"), 400, "invalid_request");
        checkError(cloud.post("/token", good + "&a=1&b".repeat(20)), 400, "invalid_request");
        checkError(cloud.post("/token", good + "&x=" + "y".repeat(16_384)), 413, "invalid_request");
        checkError(cloud.send("POST", "/token", good.getBytes(StandardCharsets.UTF_8)), 400, "invalid_request");
        checkError(cloud.post("/token?audience=other", good), 400, "invalid_request");
    }

    @Test
    void refusesOtherMethodsAndPaths() {
        RawResponse get = cloud.get("/token");
        checkError(get, 405, "invalid_request");
        assertThat(get.header("Allow")).contains("POST");
        checkError(cloud.get("/introspect"), 404, "not_found");
    }

    @Test
    void metadataListsNothingThatIsSwitchedOff() {
        RawResponse bare = cloud.get("/.well-known/oauth-authorization-server");

        assertThat(json(bare).path("issuer").asText()).isEqualTo(DemoProvider.ISSUER);
        assertThat(json(bare).path("grant_types_supported").toString())
                .isEqualTo("[\"" + OidcHandler.CHALLENGE_GRANT + "\"]");
        assertThat(bare.text()).doesNotContain("introspection", "authorization_endpoint", "device_code");
        RawResponse again = cloud.get("/.well-known/openid-configuration");
        assertThat(again.text()).isEqualTo(bare.text());
        String etag = again.header("ETag").orElseThrow();
        assertThat(cloud.get("/.well-known/openid-configuration", "If-None-Match", etag)
                        .status())
                .isEqualTo(304);
        RawResponse full = new CodeFlow(settings -> settings.deviceGrant(new InMemoryDeviceStore()))
                .cloud.get("/.well-known/openid-configuration");
        assertThat(json(full).path("authorization_endpoint").asText()).isEqualTo(DemoProvider.ISSUER + "/authorize");
        assertThat(json(full).path("device_authorization_endpoint").asText())
                .isEqualTo(DemoProvider.ISSUER + "/device_authorization");
        assertThat(json(full).path("code_challenge_methods_supported").toString())
                .isEqualTo("[\"S256\"]");
    }
}
