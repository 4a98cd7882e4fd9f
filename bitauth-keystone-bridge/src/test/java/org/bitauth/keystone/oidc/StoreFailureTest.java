package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.CodeFlow.challenge;
import static org.bitauth.keystone.oidc.CodeFlow.encoded;
import static org.bitauth.keystone.oidc.CodeFlow.pasted;
import static org.bitauth.keystone.oidc.CodeFlow.tokenRequest;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.checkError;
import static org.bitauth.keystone.oidc.DemoProvider.form;
import static org.bitauth.keystone.oidc.DemoProvider.json;

import java.util.Optional;
import org.bitauth.StoreException;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;

/** A store that cannot answer: nobody gets in, programs read JSON and people a page. */
class StoreFailureTest {
    private static final String COOKIE = CodeFlow.COOKIE + "=" + "C".repeat(22);

    private final SharedGuard guard = new SharedGuard();
    private final CodeFlow flow = new CodeFlow(settings ->
            settings.shared(ProviderSecret.random(), guard).deviceGrant(new InMemoryDeviceStore(10, settings.clock)));

    @Test
    void thePageThatTakesTheIdentitySaysSo() {
        RawResponse page = flow.authorize();
        guard.takeAway();

        checkPage(flow.step(page, "identity", ALICE.sin().value()));
    }

    @Test
    void thePageThatTakesTheAnswerSaysSoAndSendsTheBrowserNowhere() {
        RawResponse page = flow.challengePage(ALICE);
        guard.takeAway();

        RawResponse answer = flow.step(page, "answer", pasted(ALICE, challenge(page)));

        checkPage(answer);
        assertThat(answer.header("Location")).isEmpty();
    }

    @Test
    void theLoginPageSaysSoWhereTheDenyListCannotAnswer() {
        CodeFlow broken = new CodeFlow(settings -> settings.denyList(sin -> {
            throw new StoreException("secret detail");
        }));

        RawResponse answer = broken.login(ALICE);

        checkPage(answer);
        assertThat(broken.cloud.events)
                .anySatisfy(event -> assertThat(event.outcome()).isEqualTo("failed"));
    }

    @Test
    void theDevicePageSaysSo() {
        String userCode = json(flow.cloud.post("/device_authorization", form("client_id", CodeFlow.PUBLIC)))
                .path("user_code")
                .asText();
        guard.takeAway();

        checkPage(flow.cloud.post(
                "/device", form("user_code", userCode, "identity", ALICE.sin().value()), "Cookie", COOKIE));
    }

    @Test
    void theDevicePageSaysSoWhereItsStoreCannotAnswer() {
        CodeFlow broken = new CodeFlow(settings -> settings.deviceGrant(new BrokenStore()));

        checkPage(broken.cloud.post(
                "/device",
                form("user_code", "BBBB-BBBB", "identity", ALICE.sin().value()),
                "Cookie",
                COOKIE));
        checkError(
                broken.cloud.post("/device_authorization", form("client_id", CodeFlow.PUBLIC)),
                503,
                "temporarily_unavailable");
    }

    @Test
    void theTokenEndpointSaysSoInJson() {
        String code = flow.code(ALICE);
        guard.takeAway();

        checkError(flow.cloud.post("/token", encoded(tokenRequest(code))), 503, "temporarily_unavailable");
    }

    @Test
    void aPageThatIsSentTooMuchSaysSo() {
        RawResponse answer = flow.cloud.post("/authorize", "a=" + "b".repeat(OidcHandler.MAX_BODY));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).contains("text/html; charset=utf-8");
    }

    private static void checkPage(RawResponse answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Frame-Options")).contains("DENY");
        assertThat(answer.header("Content-Security-Policy").orElseThrow()).contains("frame-ancestors 'none'");
        assertThat(answer.text())
                .contains("id=\"message\">Try again later.")
                .doesNotContain("no answer", "secret detail", "Exception");
    }

    private static final class BrokenStore implements DeviceStore {
        @Override
        public boolean add(DeviceRequest request) {
            throw new StoreException("no answer");
        }

        @Override
        public Optional<DeviceRequest> find(String userCode) {
            throw new StoreException("no answer");
        }

        @Override
        public boolean decide(DeviceRequest request, DeviceRequest.Decision decision) {
            throw new StoreException("no answer");
        }
    }
}
