package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bitauth.challenge.Challenges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoneBridgeTest {
    @Test
    void printsNoSecretOfALogin() {
        JsonNode payload = DemoCloud.json("{\"secret\":\"very-secret-text\"}");
        ScopeRequest scope = new ScopeRequest.Unscoped();
        List<String> methods = List.of("application_credential");

        assertThat(new LoginRequest(methods, Map.of("application_credential", payload), scope))
                .hasToString("LoginRequest[1 methods]");
        assertThat(new AuthMethod.Attempt(payload, scope, Optional.empty(), "req-1"))
                .hasToString("Attempt[req-1]");
        assertThat(new CredentialRequest(
                                "ci",
                                "",
                                Optional.of("very-secret-text"),
                                List.of(),
                                Optional.empty(),
                                false,
                                List.of())
                        .toString())
                .doesNotContain("very-secret-text");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://cloud.example",
                "https://cloud.example/identity",
                "https://cloud.example/v2.0",
                "http://cloud.example/v3",
                "https://user@cloud.example/v3",
                "https://cloud.example/v3?x",
                "ftp://cloud.example/v3",
                "/v3"
            })
    void refusesAPublicUrlThatClientsCannotTrust(String url) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> KeystoneBridge.builder(URI.create(url), new DemoDirectory()));
    }

    @Test
    void bringsThePublicUrlToItsOneSpelling() {
        URI url = URI.create("HTTPS://Cloud.Example:443/identity/v3/");

        assertThat(KeystoneBridge.builder(url, new DemoDirectory()).build().publicUrl())
                .isEqualTo(DemoCloud.URL);
    }

    @Test
    void refusesChallengesOfAnotherCloud() {
        KeystoneBridgeBuilder builder = KeystoneBridge.builder(URI.create(DemoCloud.URL), new DemoDirectory());
        Challenges other =
                Challenges.builder(URI.create("https://other.example/v3")).build();

        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> builder.challenges(other));
    }

    @Test
    void boundsTheLifeOfTokens() {
        KeystoneBridgeBuilder builder = KeystoneBridge.builder(URI.create(DemoCloud.URL), new DemoDirectory());

        for (String bad : new String[] {"PT0S", "-PT1H", "PT4M59S", "PT24H0.001S"}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> builder.tokenLife(Duration.parse(bad)));
        }
        builder.tokenLife(Duration.ofMinutes(5)).tokenLife(Duration.ofHours(24));
    }

    @Test
    void givesTokensTheConfiguredLife() {
        DemoCloud cloud = DemoCloud.with((builder, clock) -> builder.tokenLife(Duration.ofMinutes(5)));

        assertThat(DemoCloud.json(cloud.login(ALICE, DEMO))
                        .at("/token/expires_at")
                        .textValue())
                .isEqualTo("2026-11-22T10:05:00.000000Z");
    }

    @Test
    void givesOneTokenForOneAnswerWhenManyThreadsSendIt() {
        DemoCloud cloud = DemoCloud.start();
        String body = LoginJson.second(ALICE, cloud.challenge(ALICE.sin(), DEMO), DEMO)
                .toString();
        AtomicInteger tokens = new AtomicInteger();

        IntStream.range(0, 64).parallel().forEach(i -> {
            if (cloud.post(body).status() == 201) {
                tokens.incrementAndGet();
            }
        });

        assertThat(tokens).hasValue(1);
    }
}
