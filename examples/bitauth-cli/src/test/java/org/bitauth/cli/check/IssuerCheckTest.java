package org.bitauth.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One broken provider for each thing that Apache would stumble over. */
class IssuerCheckTest {
    private static final String METADATA = "GET /.well-known/openid-configuration";
    private static final String P256 = "{\"kty\": \"EC\", \"crv\": \"P-256\", \"alg\": \"ES256\", \"use\": \"sig\"}";

    private final ScriptedServer server;

    IssuerCheckTest() throws IOException {
        server = new ScriptedServer();
    }

    @BeforeEach
    void beGood() {
        metadata(server.url(), server.url() + "/jwks");
        keys(P256);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void findsNothingMissingInAGoodOne() {
        assertThat(missing()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kty\": \"RSA\"}", "{\"kty\": \"RSA\", \"alg\": \"RS256\"}", P256})
    void takesKeysForEs256AndRs256(String key) {
        keys(key);

        assertThat(missing()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "17",
                "{\"kty\": \"EC\", \"crv\": \"secp256k1\", \"alg\": \"ES256K\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\"}",
                "{\"kty\": \"RSA\", \"alg\": \"PS256\"}",
                "{\"kty\": \"RSA\", \"use\": \"enc\"}"
            })
    void namesKeysOfNoUse(String key) {
        keys(key);

        assertThat(missing()).hasSize(1).first().asString().contains("ES256 or RS256");
    }

    @Test
    void namesAnIssuerOfAnotherName() {
        metadata("https://other.example", server.url() + "/jwks");

        assertThat(missing()).hasSize(1).first().asString().contains("calls itself 'https://other.example'");
    }

    @Test
    void asksForKeysWhereApacheDoesAndNowhereElse() {
        metadata(server.url(), server.url() + "/elsewhere");

        assertThat(missing()).hasSize(1).first().asString().contains("jwks_uri must be " + server.url() + "/jwks");
        assertThat(server.requests).noneMatch(line -> line.contains("elsewhere"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | {}                       | nothing at this path
            302 | {}                       | redirects
            200 | {"keys": "none"}         | HTTP 200
            200 | {"keys": [               | no JSON
            """)
    void namesKeysThatCannotBeRead(int status, String body, String named) {
        server.on("GET /jwks", status, "", body);

        assertThat(missing())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("missing issuer's keys: ")
                .contains(named);
    }

    @Test
    void namesAnIssuerWithoutMetadata() {
        server.on(METADATA, 404, "", "");

        assertThat(missing()).hasSize(1).first().asString().contains("missing issuer: ", "HTTP 404");
    }

    private void metadata(String issuer, String keys) {
        server.on(METADATA, 200, "", "{\"issuer\": \"" + issuer + "\", \"jwks_uri\": \"" + keys + "\"}");
    }

    private void keys(String keys) {
        server.on("GET /jwks", 200, "", "{\"keys\": [" + keys + "]}");
    }

    private List<String> missing() {
        return IssuerCheck.look(new Exchange(Duration.ofSeconds(2), InstantSource.system()), server.url()).stream()
                .map(Finding::line)
                .filter(line -> line.startsWith("missing "))
                .toList();
    }
}
