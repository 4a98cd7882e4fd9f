package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.CodeFlow.encoded;
import static org.bitauth.keystone.oidc.CodeFlow.tokenRequest;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.checkError;
import static org.bitauth.keystone.oidc.DemoProvider.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.Jws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grant {@code authorization_code} of docs/protocol.md. */
class CodeGrantTest {
    private static final String[] AS_KEYSTONE = {
        "client_id", CodeFlow.SECRET, "redirect_uri", CodeFlow.CALLBACK_WITH_QUERY
    };

    private final CodeFlow flow = new CodeFlow();

    @Test
    void swapsACodeForAnAccessTokenAndAnIdTokenForTheClient() {
        RawResponse answer = flow.redeem(flow.code(ALICE));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        JsonNode body = json(answer);
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "expires_in", "scope", "id_token");
        JsonNode id = Jws.part(body.path("id_token").asText(), 1);
        assertThat(id.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "auth_time", "nonce", "at_hash");
        assertThat(id.path("sub").asText()).isEqualTo(ALICE.sin().value());
        assertThat(id.path("aud").asText()).isEqualTo(CodeFlow.PUBLIC);
        assertThat(id.path("nonce").asText()).isEqualTo("n-0S6_WzA2Mj");
        assertThat(id.path("auth_time").asLong()).isEqualTo(flow.cloud.now().getEpochSecond());
        JsonNode access = Jws.part(body.path("access_token").asText(), 1);
        assertThat(access.path("aud").asText()).isEqualTo(CodeFlow.PUBLIC);
        assertThat(access.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "jti");
    }

    @Test
    void putsGroupsIntoBothTokensWhereTheyAreConfigured() {
        CodeFlow grouped = new CodeFlow(settings -> settings.groups(sin -> List.of("tenants")));

        JsonNode body = json(grouped.redeem(grouped.code(ALICE)));

        for (String name : List.of("access_token", "id_token")) {
            assertThat(Jws.part(body.path(name).asText(), 1).path("groups").toString())
                    .isEqualTo("[\"tenants\"]");
        }
    }

    @Test
    void leavesTheNonceOutWhereThereWasNone() {
        JsonNode body = json(flow.redeem(flow.code(ALICE, "nonce", "")));

        assertThat(Jws.part(body.path("id_token").asText(), 1).has("nonce")).isFalse();
    }

    @Test
    void refusesAReplayedCode() {
        String code = flow.code(ALICE);
        assertThat(flow.redeem(code).status()).isEqualTo(200);

        checkError(flow.redeem(code), 400, "invalid_grant");
    }

    @Test
    void refusesACodeAfter60Seconds() {
        String code = flow.code(ALICE);
        flow.cloud.advance(Duration.ofSeconds(60));

        checkError(flow.redeem(code), 400, "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl",
                "short",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
            })
    void refusesAWrongVerifierAndKeepsTheCode(String verifier) {
        String code = flow.code(ALICE);

        checkError(flow.redeem(code, "code_verifier", verifier), 400, "invalid_grant");
        assertThat(flow.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void refusesACodeOfAnotherRedirectUri() {
        checkError(
                flow.redeem(flow.code(ALICE), "redirect_uri", "https://horizon.example/other"), 400, "invalid_grant");
    }

    @Test
    void refusesACodeOfAnotherClient() {
        String code = flow.code(ALICE);

        checkError(flow.redeem(code, "client_id", CodeFlow.SECRET, "client_secret", "s3cret"), 400, "invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({"code", "redirect_uri", "code_verifier", "client_id"})
    void refusesARequestWithoutOneOfItsParameters(String name) {
        checkError(flow.redeem(flow.code(ALICE), name, ""), 400, "invalid_request");
    }

    @Test
    void refusesAnUnknownClient() {
        checkError(flow.redeem(flow.code(ALICE), "client_id", "nobody"), 401, "invalid_client");
    }

    @Test
    void takesASecretInTheBodyOrTheHeader() {
        String[] body = {"client_secret", "s3cret", AS_KEYSTONE[0], AS_KEYSTONE[1], AS_KEYSTONE[2], AS_KEYSTONE[3]};
        assertThat(flow.redeem(flow.code(ALICE, AS_KEYSTONE), body).status()).isEqualTo(200);

        assertThat(basic(flow.code(ALICE, AS_KEYSTONE), "keystone:s3cret").status())
                .isEqualTo(200);
    }

    @Test
    void refusesAWrongSecretAndKeepsTheCode() {
        String code = flow.code(ALICE, AS_KEYSTONE);

        checkError(flow.redeem(code, AS_KEYSTONE), 401, "invalid_client");
        RawResponse wrong = basic(code, "keystone:wrong");
        checkError(wrong, 401, "invalid_client");
        assertThat(wrong.header("WWW-Authenticate")).contains("Basic realm=\"" + DemoProvider.ISSUER + "\"");
        checkError(basic(code, "keystone:"), 401, "invalid_client");
        assertThat(basic(code, "keystone:s3cret").status()).isEqualTo(200);
    }

    @Test
    void refusesASecretOfAClientThatHasNone() {
        checkError(flow.redeem(flow.code(ALICE), "client_secret", "x"), 401, "invalid_client");
    }

    @Test
    void refusesTwoWaysToAuthenticate() {
        String form = encoded(tokenRequest(flow.code(ALICE, AS_KEYSTONE), AS_KEYSTONE)) + "&client_secret=s3cret";

        checkError(flow.cloud.post("/token", form, "Authorization", header("keystone:s3cret")), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Basic", "Basic !!", "Basic a2V5c3RvbmU=", "Basic JTowCg=="})
    void refusesAHeaderOfAnotherForm(String header) {
        String form = encoded(tokenRequest(flow.code(ALICE, AS_KEYSTONE), AS_KEYSTONE));

        assertThat(flow.cloud.post("/token", form, "Authorization", header).status())
                .isIn(400, 401);
    }

    private RawResponse basic(String code, String pair) {
        String form = encoded(tokenRequest(code, "client_id", "", "redirect_uri", CodeFlow.CALLBACK_WITH_QUERY));
        return flow.cloud.post("/token", form, "Authorization", header(pair));
    }

    private static String header(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
