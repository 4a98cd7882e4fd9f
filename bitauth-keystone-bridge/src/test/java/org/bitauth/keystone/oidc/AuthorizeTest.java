package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.CodeFlow.CALLBACK;
import static org.bitauth.keystone.oidc.CodeFlow.challenge;
import static org.bitauth.keystone.oidc.CodeFlow.encoded;
import static org.bitauth.keystone.oidc.CodeFlow.good;
import static org.bitauth.keystone.oidc.CodeFlow.pasted;
import static org.bitauth.keystone.oidc.CodeFlow.query;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.AUDIENCE;
import static org.bitauth.keystone.oidc.DemoProvider.BOB;
import static org.bitauth.keystone.oidc.DemoProvider.form;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.bitauth.challenge.Challenge;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of docs/protocol.md, "Login through a browser". */
class AuthorizeTest {
    private final CodeFlow flow = new CodeFlow();

    @Test
    void step1AsksForTheIdentityAndStep2ShowsTheChallengeOfThePersonsAudience() {
        RawResponse first = flow.authorize();
        checkPage(first, 200);
        assertThat(first.text()).contains("id=\"identity\"", "id=\"continue\"", "horizon");

        RawResponse second = flow.step(first, "identity", ALICE.sin().value());

        checkPage(second, 200);
        Challenge challenge = Challenge.parse(challenge(second));
        assertThat(challenge.asks()).isEqualTo("token for federation horizon");
        assertThat(challenge.cloud()).isEqualTo(DemoProvider.ISSUER);
        assertThat(challenge.identity()).isEqualTo(ALICE.sin());
        assertThat(challenge.expires()).isEqualTo(challenge.issued().plusSeconds(600));
        assertThat(second.text())
                .contains("id=\"answer\"", "id=\"continue\"", "data:image/svg+xml;base64,")
                .contains("bitauth answer --cloud &#39;https://cloud.example/oidc&#39; &lt;&lt;&#39;END&#39;\n");
    }

    @Test
    void sendsTheBrowserBackWithCodeStateAndIssuer() {
        RawResponse answer = flow.login(ALICE);

        assertThat(answer.header("Location").orElseThrow()).startsWith(CALLBACK + "?code=");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(query(answer)).containsOnlyKeys("code", "state", "iss");
        assertThat(query(answer)).containsEntry("state", "st&te=1").containsEntry("iss", DemoProvider.ISSUER);
    }

    @Test
    void keepsTheQueryOfARedirectUri() {
        RawResponse answer =
                flow.login(ALICE, "client_id", CodeFlow.SECRET, "redirect_uri", CodeFlow.CALLBACK_WITH_QUERY);

        assertThat(answer.header("Location").orElseThrow()).startsWith("https://keystone.example/cb?idp=bitauth&code=");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id,unknown",
        "client_id,''",
        "redirect_uri,''",
        "redirect_uri,https://evil.example/cb",
        "redirect_uri,https://horizon.example/cb/",
        "redirect_uri,https://horizon.example/cb?x=1",
        "redirect_uri,https://horizon.example/CB",
        "redirect_uri,https://horizon.example:443/cb",
        "redirect_uri,https://keystone.example/cb?idp=bitauth"
    })
    void showsAnErrorAndRedirectsNowhereForAnUnknownClientOrRedirectUri(String name, String value) {
        RawResponse answer = flow.authorize(name, value);

        checkPage(answer, 400);
        assertThat(answer.text()).doesNotContain("<form");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type,token,unsupported_response_type",
        "response_type,code id_token,unsupported_response_type",
        "response_type,'',invalid_request",
        "scope,profile,invalid_scope",
        "scope,'',invalid_scope",
        "code_challenge,'',invalid_request",
        "code_challenge,short,invalid_request",
        "code_challenge_method,plain,invalid_request",
        "code_challenge_method,'',invalid_request",
        "response_mode,fragment,invalid_request",
        "prompt,none,login_required",
        "request,eyJ,request_not_supported",
        "request_uri,https://x.example,request_uri_not_supported"
    })
    void tellsTheClientOfEveryOtherError(String name, String value, String error) {
        RawResponse answer = flow.authorize(name, value);

        assertThat(query(answer)).containsEntry("error", error).containsEntry("state", "st&te=1");
        assertThat(query(answer)).containsEntry("iss", DemoProvider.ISSUER).doesNotContainKey("code");
        assertThat(answer.header("Location").orElseThrow()).startsWith(CALLBACK + "?");
    }

    @Test
    void refusesStateThatIsNoPrintableAsciiOrTooLong() {
        assertThat(query(flow.authorize("state", "é"))).containsEntry("error", "invalid_request");
        assertThat(query(flow.authorize("state", "x".repeat(1025)))).containsEntry("error", "invalid_request");
    }

    @Test
    void takesTheRequestByPostToo() {
        checkPage(flow.cloud.post("/authorize", encoded(good())), 200);
    }

    @Test
    void refusesRepeatedParameters() {
        checkPage(flow.cloud.get("/authorize?" + encoded(good()) + "&scope=openid"), 400);
        checkPage(flow.cloud.get("/authorize?" + encoded(good()) + "&other=1&other=2"), 400);
    }

    @Test
    void refusesAStepOfAnotherBrowser() {
        RawResponse page = flow.challengePage(ALICE);
        String answer = pasted(ALICE, challenge(page));
        String victim = "A".repeat(22);
        flow.cookie = victim;

        checkPage(flow.step(page, "answer", answer), 400);
    }

    @Test
    void refusesAStepWithoutTheCookie() {
        RawResponse page = flow.challengePage(ALICE);
        String form = form("step", CodeFlow.hidden(page), "answer", pasted(ALICE, challenge(page)));

        checkPage(flow.cloud.post("/authorize", form), 400);
    }

    @Test
    void refusesACookieThatIsThereTwice() {
        RawResponse page = flow.challengePage(ALICE);
        String form = form("step", CodeFlow.hidden(page), "answer", pasted(ALICE, challenge(page)));
        String pair = CodeFlow.COOKIE + "=" + flow.cookie;

        checkPage(flow.cloud.post("/authorize", form, "Cookie", pair + "; " + pair), 400);
        assertThat(flow.cloud.post("/authorize", form, "Cookie", "a=b; " + pair).status())
                .isEqualTo(303);
    }

    @Test
    void setsACookieThatOtherSitesCannotUse() {
        assertThat(flow.authorize().header("Set-Cookie").orElseThrow())
                .matches("__Host-bitauth-oidc=[A-Za-z0-9_-]{22}; Path=/; HttpOnly; SameSite=Lax; Secure");
        String kept = flow.cookie;
        flow.authorize();
        assertThat(flow.cookie).isEqualTo(kept);
    }

    @Test
    void refusesAnAnswerThatWasGivenInAnotherLogin() {
        RawResponse stolen = flow.challengePage(ALICE);
        RawResponse own = flow.challengePage(ALICE);

        checkPage(flow.step(own, "answer", pasted(ALICE, challenge(stolen))), 400);
    }

    @Test
    void refusesAnAnswerThatWasGivenToTheTokenEndpoint() {
        CodeFlow both = new CodeFlow(settings -> settings.audience(CodeFlow.PUBLIC));
        String challenge = both.cloud.challenge(ALICE.sin(), CodeFlow.PUBLIC);

        checkPage(both.step(both.challengePage(ALICE), "answer", pasted(ALICE, challenge)), 400);
    }

    @Test
    void theTokenEndpointRefusesAnAnswerThatWasGivenToThePage() {
        CodeFlow both = new CodeFlow(settings -> settings.audience(CodeFlow.PUBLIC));
        String challenge = challenge(both.challengePage(ALICE));

        DemoProvider.checkError(both.cloud.answer(ALICE, challenge, CodeFlow.PUBLIC), 400, "invalid_grant");
    }

    @Test
    void refusesAReplayedAnswer() {
        RawResponse page = flow.challengePage(ALICE);
        assertThat(flow.step(page, "answer", pasted(ALICE, challenge(page))).status())
                .isEqualTo(303);

        checkPage(flow.step(page, "answer", pasted(ALICE, challenge(page))), 400);
    }

    @Test
    void refusesAnAnswerOfAnotherKey() {
        RawResponse page = flow.challengePage(ALICE);

        RawResponse answer = flow.step(page, "answer", pasted(BOB, challenge(page)));

        checkPage(answer, 400);
        assertThat(flow.step(answer, "answer", pasted(ALICE, challenge(page))).status())
                .isEqualTo(303);
    }

    @Test
    void takesAnAnswerFor600Seconds() {
        RawResponse page = flow.challengePage(ALICE);
        flow.cloud.advance(Duration.ofSeconds(599));
        assertThat(flow.step(page, "answer", pasted(ALICE, challenge(page))).status())
                .isEqualTo(303);

        RawResponse late = flow.challengePage(ALICE);
        flow.cloud.advance(Duration.ofSeconds(601));
        checkPage(flow.step(late, "answer", pasted(ALICE, challenge(late))), 400);
    }

    @Test
    void tellsTheClientOfADeniedIdentity() {
        CodeFlow strict = new CodeFlow(settings -> settings.denyList(DenyList.of(Set.of(ALICE.sin()))));

        assertThat(query(strict.login(ALICE)))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
    }

    @Test
    void tellsTheClientThatThePersonSaidNo() {
        assertThat(query(flow.step(flow.challengePage(ALICE), "cancel", "yes")))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "st&te=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"><script>alert(1)</script>", "' onfocus='x", "&lt;b&gt;", "Tf7", "<!--"})
    void showsHostileIdentitiesAsTextAndAsksAgain(String hostile) {
        RawResponse page = flow.step(flow.authorize(), "identity", hostile);

        checkPage(page, 400);
        assertThat(page.text()).contains("value=\"" + HtmlPage.text(hostile) + "\"");
        checkNothingHostile(page);
    }

    @Test
    void showsHostileHintsAndClientNamesAsText() {
        CodeFlow odd = new CodeFlow(
                settings -> settings.client(OidcClient.ofPublic("<b>\"&'</b>", URI.create("https://odd.example/"))));
        String[] request = {
            "client_id", "<b>\"&'</b>", "redirect_uri", "https://odd.example/", "login_hint", "\"><img src=x onerror=y>"
        };

        RawResponse page = odd.authorize(request);

        checkPage(page, 200);
        checkNothingHostile(page);
        checkNothingHostile(odd.challengePage(ALICE, request));
    }

    @Test
    void acceptsNoSealOfOneStepForAnother() {
        String code = flow.code(ALICE);
        String form = form("step", code, "identity", ALICE.sin().value());

        checkPage(flow.cloud.post("/authorize", form, "Cookie", CodeFlow.COOKIE + "=" + flow.cookie), 400);
        String step = CodeFlow.hidden(flow.challengePage(ALICE));
        DemoProvider.checkError(flow.redeem(step), 400, "invalid_grant");
    }

    @Test
    void isNotThereWithoutAClient() {
        DemoProvider bare = DemoProvider.start();

        assertThat(bare.get("/authorize?" + encoded(good())).status()).isEqualTo(404);
        DemoProvider.checkError(
                bare.post("/token", encoded(CodeFlow.tokenRequest("x"))), 400, "unsupported_grant_type");
        assertThat(AUDIENCE).isNotEqualTo(CodeFlow.PUBLIC);
    }

    private static void checkNothingHostile(RawResponse page) {
        assertThat(page.text()).doesNotContain("<script", "<b>\"", "<!--", "<img src=x", " onfocus='", "onerror=y>");
    }

    private static void checkPage(RawResponse page, int status) {
        assertThat(page.status()).as(page.text()).isEqualTo(status);
        assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.header("Location")).isEmpty();
        assertThat(page.header("X-Frame-Options")).contains("DENY");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Referrer-Policy")).contains("no-referrer");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .matches("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; img-src data:; form-action 'self'"
                        + "( https://[a-z.]+)?; base-uri 'none'; frame-ancestors 'none'");
        assertThat(page.text()).doesNotContain("Exception", "<script", "org.bitauth");
    }
}
