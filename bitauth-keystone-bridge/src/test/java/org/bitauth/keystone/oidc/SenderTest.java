package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.form;
import static org.bitauth.keystone.oidc.DemoProvider.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;

/** Which address a device's request comes from: the one that the server sees, or that a trusted proxy tells. */
class SenderTest {
    private static final String SEEN = "198.51.100.9";
    private static final String CLAIMED = "203.0.113.7";
    private static final Map<String, List<String>> CLAIMS = Map.of(
            "X-Forwarded-For", List.of(CLAIMED),
            "X-Real-IP", List.of(CLAIMED),
            "Forwarded", List.of("for=" + CLAIMED));

    private static DemoProvider start(Consumer<OidcProviderBuilder> more) {
        return DemoProvider.with(settings -> {
            settings.client(OidcClient.ofPublic("cli"));
            settings.deviceGrant(new InMemoryDeviceStore(100, settings.clock));
            more.accept(settings);
        });
    }

    @Test
    void believesNoHeaderUnlessItIsConfigured() {
        assertThat(shownFor(start(settings -> {}), CLAIMS)).isEqualTo(SEEN);
    }

    @Test
    void believesTheConfiguredHeaderAndNoOther() {
        DemoProvider behindProxy = start(settings -> settings.senderHeader("X-Real-IP"));

        assertThat(shownFor(behindProxy, CLAIMS)).isEqualTo(CLAIMED);
        assertThat(shownFor(behindProxy, Map.of("X-Forwarded-For", List.of(CLAIMED))))
                .isEqualTo("unknown");
    }

    @Test
    void believesNoHeaderThatIsThereTwice() {
        DemoProvider behindProxy = start(settings -> settings.senderHeader("X-Real-IP"));

        assertThat(shownFor(behindProxy, Map.of("X-Real-IP", List.of(CLAIMED, SEEN))))
                .isEqualTo("unknown");
    }

    @Test
    void aHeaderThatIsNotBelievedOpensNoNewCount() {
        DemoProvider cloud = start(settings -> {});
        for (int i = 0; i < 30; i++) {
            assertThat(begin(cloud, Map.of("X-Forwarded-For", List.of("203.0.113." + i)))
                            .status())
                    .isEqualTo(200);
        }

        assertThat(begin(cloud, Map.of("X-Forwarded-For", List.of("203.0.113.99")))
                        .status())
                .isEqualTo(400);
    }

    private static String shownFor(DemoProvider cloud, Map<String, List<String>> headers) {
        RawResponse begun = begin(cloud, headers);
        String userCode = json(begun).path("user_code").asText();
        RawResponse page = cloud.post(
                "/device",
                form("user_code", userCode, "identity", ALICE.sin().value()),
                "Cookie",
                CodeFlow.COOKIE + "=" + "C".repeat(22));
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.text().replaceFirst("(?s).*A device at (\\S+) asked.*", "$1");
    }

    private static RawResponse begin(DemoProvider cloud, Map<String, List<String>> headers) {
        Map<String, List<String>> all = new TreeMap<>(headers);
        all.put("Content-Type", List.of("application/x-www-form-urlencoded"));
        byte[] body = form("client_id", "cli").getBytes(StandardCharsets.US_ASCII);
        RawRequest request = new RawRequest("POST", "/oidc/device_authorization", "/oidc", all, body);
        return cloud.handler.handle(request.sentFrom(SEEN));
    }
}
