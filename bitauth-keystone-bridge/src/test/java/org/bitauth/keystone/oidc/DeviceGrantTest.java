package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.CodeFlow.challenge;
import static org.bitauth.keystone.oidc.CodeFlow.hidden;
import static org.bitauth.keystone.oidc.CodeFlow.pasted;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.AUDIENCE;
import static org.bitauth.keystone.oidc.DemoProvider.BOB;
import static org.bitauth.keystone.oidc.DemoProvider.checkError;
import static org.bitauth.keystone.oidc.DemoProvider.form;
import static org.bitauth.keystone.oidc.DemoProvider.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.Challenge;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.Jws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The device grant of docs/protocol.md. */
class DeviceGrantTest {
    private static final String COOKIE = CodeFlow.COOKIE + "=" + "C".repeat(22);

    private DemoProvider cloud = start(settings -> {});

    private static DemoProvider start(Consumer<OidcProviderBuilder> more) {
        return DemoProvider.with(settings -> {
            settings.client(OidcClient.ofPublic("cli"));
            settings.client(OidcClient.ofPublic("openstack").showingLinkOnly());
            settings.senderHeader("X-Real-IP");
            settings.deviceGrant(new InMemoryDeviceStore(50, settings.clock));
            more.accept(settings);
        });
    }

    private JsonNode begin(String... form) {
        RawResponse answer = cloud.post("/device_authorization", form(form), "X-Real-IP", "203.0.113.7");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        return json(answer);
    }

    private JsonNode begin() {
        return begin("client_id", "cli", "audience", AUDIENCE);
    }

    /** Asks, after the interval. */
    private RawResponse poll(JsonNode device, String client) {
        cloud.advance(Duration.ofSeconds(5));
        return pollAtOnce(device, client);
    }

    private RawResponse pollAtOnce(JsonNode device, String client) {
        return cloud.post(
                "/token",
                form(
                        "grant_type",
                        DeviceGrant.TYPE,
                        "client_id",
                        client,
                        "device_code",
                        device.path("device_code").asText()));
    }

    private RawResponse type(String userCode, BitauthKey key) {
        return cloud.post(
                "/device", form("user_code", userCode, "identity", key.sin().value()), "Cookie", COOKIE);
    }

    private RawResponse answer(RawResponse page, String answer) {
        return cloud.post("/device", form("step", hidden(page), "answer", answer), "Cookie", COOKIE);
    }

    private void confirm(JsonNode device, BitauthKey key) {
        RawResponse page = type(device.path("user_code").asText(), key);
        RawResponse done = answer(page, pasted(key, challenge(page)));
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(done.text()).contains("id=\"done\"");
    }

    @Test
    void aDeviceWaitsAndGetsAJwtOfTheOneWhoConfirmed() {
        JsonNode device = begin();
        checkError(poll(device, "cli"), 400, "authorization_pending");
        confirm(device, ALICE);

        RawResponse answer = poll(device, "cli");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode claims = Jws.part(json(answer).path("access_token").asText(), 1);
        assertThat(claims.path("sub").asText()).isEqualTo(ALICE.sin().value());
        assertThat(claims.path("aud").asText()).isEqualTo(AUDIENCE);
    }

    @Test
    void tellsTheDeviceWhatRfc8628Demands() {
        JsonNode device = begin();

        assertThat(device.path("user_code").asText()).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(device.path("verification_uri").asText()).isEqualTo(DemoProvider.ISSUER + "/device");
        assertThat(device.path("verification_uri_complete").asText()).isEqualTo(DemoProvider.ISSUER + "/device");
        assertThat(device.path("expires_in").asInt()).isEqualTo(300);
        assertThat(device.path("interval").asInt()).isEqualTo(5);
        assertThat(device.path("device_code").asText())
                .isNotEqualTo(begin().path("device_code").asText());
    }

    @Test
    void theLinkCarriesTheCodeOnlyForAClientThatShowsNothingElse() {
        JsonNode device = begin("client_id", "openstack");
        String link = device.path("verification_uri_complete").asText();

        assertThat(link)
                .isEqualTo(DemoProvider.ISSUER + "/device?user_code="
                        + device.path("user_code").asText());
        RawResponse page =
                cloud.get("/device?user_code=" + device.path("user_code").asText());
        assertThat(page.text())
                .contains("value=\"" + device.path("user_code").asText() + "\"")
                .contains("only if you started this")
                .doesNotContain("id=\"challenge\"");
    }

    @Test
    void thePageStatesAddressAgeClientAndAudienceAndForbidsFraming() {
        JsonNode device = begin();
        cloud.advance(Duration.ofSeconds(42));

        RawResponse page = type(device.path("user_code").asText(), ALICE);

        assertThat(page.text())
                .contains("A device at 203.0.113.7 asked 42 seconds ago", "as client cli", AUDIENCE)
                .contains(device.path("user_code").asText(), "Go on only if you started this yourself");
        assertThat(page.header("X-Frame-Options")).contains("DENY");
        assertThat(page.header("Content-Security-Policy").orElseThrow()).contains("frame-ancestors 'none'");
        assertThat(Challenge.parse(challenge(page)).asks())
                .isEqualTo("token for federation " + AUDIENCE + " on device "
                        + device.path("user_code").asText());
    }

    @Test
    void takesAUserCodeInAnySpelling() {
        String code = begin().path("user_code").asText();

        assertThat(type(code.toLowerCase(Locale.ROOT).replace("-", " "), ALICE).status())
                .isEqualTo(200);
    }

    @Test
    void refusesTheSecondUseOfADeviceCode() {
        JsonNode device = begin();
        confirm(device, ALICE);
        assertThat(poll(device, "cli").status()).isEqualTo(200);

        checkError(poll(device, "cli"), 400, "invalid_grant");
    }

    @Test
    void refusesTheDeviceCodeOfAnotherRequester() {
        JsonNode device = begin();
        confirm(device, ALICE);

        checkError(poll(device, "openstack"), 400, "invalid_grant");
        checkError(poll(device, "nobody"), 401, "invalid_client");
        assertThat(poll(device, "cli").status()).isEqualTo(200);
    }

    @Test
    void oneConfirmationIsForThatDeviceOnly() {
        JsonNode mine = begin();
        JsonNode thiefs = begin();
        RawResponse page = type(mine.path("user_code").asText(), ALICE);
        RawResponse other = type(thiefs.path("user_code").asText(), ALICE);

        assertThat(answer(other, pasted(ALICE, challenge(page))).status()).isEqualTo(400);
        checkError(poll(thiefs, "cli"), 400, "authorization_pending");
    }

    @Test
    void refusesAnExpiredDeviceCodeOnBothSides() {
        JsonNode device = begin();
        RawResponse page = type(device.path("user_code").asText(), ALICE);
        cloud.advance(Duration.ofSeconds(300));

        assertThat(answer(page, pasted(ALICE, challenge(page))).status()).isEqualTo(400);
        assertThat(type(device.path("user_code").asText(), ALICE).status()).isEqualTo(400);
        checkError(poll(device, "cli"), 400, "expired_token");
    }

    @Test
    void tellsADeviceThatAsksTooOftenToSlowDown() {
        JsonNode device = begin();
        checkError(poll(device, "cli"), 400, "authorization_pending");

        checkError(pollAtOnce(device, "cli"), 400, "slow_down");
        checkError(poll(device, "cli"), 400, "authorization_pending");
    }

    @Test
    void tellsTheDeviceThatThePersonSaidNo() {
        JsonNode device = begin();
        RawResponse page = type(device.path("user_code").asText(), ALICE);
        cloud.post("/device", form("step", hidden(page), "cancel", "yes"), "Cookie", COOKIE);

        checkError(poll(device, "cli"), 400, "access_denied");
    }

    @Test
    void onlyTheFirstDecisionCounts() {
        JsonNode device = begin();
        RawResponse page = type(device.path("user_code").asText(), ALICE);
        confirm(device, BOB);

        assertThat(answer(page, pasted(ALICE, challenge(page))).status()).isEqualTo(400);
        String token = json(poll(device, "cli")).path("access_token").asText();
        assertThat(Jws.part(token, 1).path("sub").asText()).isEqualTo(BOB.sin().value());
    }

    @Test
    void refusesADeniedIdentity() {
        cloud = start(settings -> settings.denyList(DenyList.of(Set.of(ALICE.sin()))));
        JsonNode device = begin();
        confirm(device, ALICE);

        checkError(poll(device, "cli"), 400, "access_denied");
    }

    @Test
    void refusesAnAnswerFromAnotherBrowser() {
        RawResponse page = type(begin().path("user_code").asText(), ALICE);
        String form = form("step", hidden(page), "answer", pasted(ALICE, challenge(page)));

        assertThat(cloud.post("/device", form).status()).isEqualTo(400);
        assertThat(cloud.post("/device", form, "Cookie", CodeFlow.COOKIE + "=" + "D".repeat(22))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void limitsHowManyUserCodesAnAddressTries() {
        String good = begin().path("user_code").asText();
        for (int i = 0; i < 10; i++) {
            assertThat(type("BBBB-BBBB", ALICE).status()).isEqualTo(400);
        }

        assertThat(type(good, ALICE).status()).isEqualTo(429);
        cloud.advance(Duration.ofSeconds(60));
        assertThat(type(good, ALICE).status()).isEqualTo(200);
    }

    @Test
    void limitsHowManyCodesAnAddressAsksForAndHowManyAreKept() {
        for (int i = 0; i < 30; i++) {
            begin();
        }
        String form = form("client_id", "cli", "audience", AUDIENCE);
        checkError(cloud.post("/device_authorization", form, "X-Real-IP", "203.0.113.7"), 400, "slow_down");
        for (int i = 0; i < 20; i++) {
            assertThat(cloud.post("/device_authorization", form, "X-Real-IP", "203.0.113.8")
                            .status())
                    .isEqualTo(200);
        }
        checkError(
                cloud.post("/device_authorization", form, "X-Real-IP", "203.0.113.8"), 503, "temporarily_unavailable");
        cloud.advance(Duration.ofMinutes(5));
        assertThat(begin().path("user_code").asText()).isNotEmpty();
    }

    @Test
    void refusesAnUnknownClientOrAudience() {
        checkError(cloud.post("/device_authorization", form("client_id", "nobody")), 401, "invalid_client");
        checkError(
                cloud.post("/device_authorization", form("client_id", "cli", "audience", "elsewhere")),
                400,
                "invalid_target");
        checkError(cloud.post("/device_authorization", "audience=other"), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"><script>", "<b>", "1.2.3.4, 5.6.7.8", "javascript:x"})
    void showsNoAddressThatIsNone(String header) {
        RawResponse begun = cloud.post("/device_authorization", form("client_id", "cli"), "X-Real-IP", header);

        RawResponse page = type(json(begun).path("user_code").asText(), ALICE);

        assertThat(page.text()).contains("A device at unknown asked").doesNotContain("<script", "<b>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BBBB-BBB", "AEIO-UAEI", "BBBB-BBBB\"><script>alert(1)</script>", "BBBBBBBBB"})
    void refusesAUserCodeThatIsNone(String typed) {
        RawResponse page = type(typed, ALICE);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).doesNotContain("<script");
    }

    @Test
    void isOffUnlessItIsSwitchedOn() {
        DemoProvider off = DemoProvider.with(settings -> settings.client(OidcClient.ofPublic("cli")));

        assertThat(off.get("/device").status()).isEqualTo(404);
        assertThat(off.post("/device_authorization", form("client_id", "cli")).status())
                .isEqualTo(404);
        checkError(
                off.post("/token", form("grant_type", DeviceGrant.TYPE, "client_id", "cli", "device_code", "x")),
                400,
                "unsupported_grant_type");
        assertThat(json(off.get("/.well-known/openid-configuration")).has("device_authorization_endpoint"))
                .isFalse();
    }
}
