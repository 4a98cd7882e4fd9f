package org.bitauth.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.cli.check.ScriptedServer.answer;
import static org.bitauth.cli.check.ScriptedServer.write;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.Challenges;
import org.bitauth.keystone.ScopeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a login tells of a Keystone that lets a key in and then not on. */
class LoginCheckTest {
    private static final String SECRET = "gAAAAABsecretsecretsecret";

    private final BitauthKey key = BitauthKey.generate();
    private final ScriptedServer server;
    private String catalog = "[{\"type\": \"identity\", \"endpoints\": [{}]}]";
    private String rescoped = answer(201, "X-Subject-Token: " + SECRET + "2\r\n", "{}");

    LoginCheckTest() throws IOException {
        server = new ScriptedServer();
        Challenges challenges =
                Challenges.builder(URI.create(server.url() + "/v3")).build();
        server.on("POST /v3/auth/tokens", (request, out) -> {
            if (request.contains("\"methods\":[\"token\"]")) {
                write(out, rescoped);
            } else if (request.contains("signature")) {
                write(out, answer(201, "X-Subject-Token: " + SECRET + "\r\n", body()));
            } else {
                String text = challenges
                        .issue(key.sin(), new ScopeRequest.CloudDefault().ask())
                        .text();
                write(
                        out,
                        answer(
                                401,
                                "",
                                "{\"error\": {\"identity\": {\"bitauth\": {\"challenge\": \""
                                        + text.replace("\n", "\\n") + "\"}}}}"));
            }
        });
        server.on("DELETE /v3/auth/tokens", 204, "", "");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void findsNothingMissingInAGoodOneAndRevokesBothTokens() {
        assertThat(lines())
                .contains("ok      token provider: fernet")
                .noneMatch(line -> line.startsWith("missing "))
                .noneMatch(line -> line.contains(SECRET));
        assertThat(server.requests.stream().filter(line -> line.startsWith("DELETE")))
                .hasSize(2);
    }

    @Test
    void namesTheOptionWithoutWhichKeysGetNoFurther() {
        rescoped = answer(403, "", "{\"error\": {\"code\": 403}}");

        assertThat(missing()).hasSize(1).first().asString().contains("additional_primary_auth_methods = bitauth");
    }

    @Test
    void namesARescopingThatFailsOtherwise() {
        rescoped = answer(500, "", "{\"error\": {\"code\": 500, \"message\": \"" + SECRET + "\"}}");

        assertThat(missing()).hasSize(1).first().asString().contains("HTTP 500").doesNotContain(SECRET);
    }

    @Test
    void namesACatalogWithoutIdentity() {
        catalog = "[{\"type\": \"compute\", \"endpoints\": [{}]}, {\"type\": \"identity\", \"endpoints\": []}]";

        assertThat(missing()).hasSize(1).first().asString().contains("missing catalog: ");
    }

    @Test
    void namesATokenThatLivesOn() {
        server.on("DELETE /v3/auth/tokens", 403, "", "{\"error\": {\"code\": 403}}");

        assertThat(missing()).hasSize(1).first().asString().contains("lives until 2026-11-22T11:00:00Z");
    }

    @Test
    void doesNotQuoteAnAnswerThatIsNoToken() {
        server.on("POST /v3/auth/tokens", 401, "", "{\"error\": \"" + SECRET + "\"}");

        assertThat(missing()).hasSize(1).first().asString().contains("HTTP 401").doesNotContain(SECRET);
    }

    private String body() {
        return "{\"token\": {\"expires_at\": \"2026-11-22T11:00:00.000000Z\", \"catalog\": " + catalog + "}}";
    }

    private List<String> lines() {
        return new LoginCheck(new Exchange(Duration.ofSeconds(2), InstantSource.system()), server.url() + "/v3")
                .look(key, new ScopeRequest.CloudDefault()).stream()
                        .map(Finding::line)
                        .toList();
    }

    private List<String> missing() {
        return lines().stream().filter(line -> line.startsWith("missing ")).toList();
    }
}
