package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.AskKind;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.bitauth.keystone.oidc.FederationAsk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider of {@code bitauth serve}, and the commands that talk to it. */
@SuppressWarnings("NullAway.Init")
class OidcCommandTest {
    private static final String ISSUER = "https://cloud.example/oidc";

    @TempDir
    private Path folder;

    private Path key;
    private Sin sin;
    private final StringWriter audit = new StringWriter();

    @BeforeEach
    void makeKey() throws IOException {
        key = folder.resolve("key");
        sin = DemoServer.newKey(key);
    }

    @Test
    void printsAJwtForTheAudience() throws Exception {
        try (JettyServer server = start("\"audiences\":[\"keystone\"]")) {
            CommandRun run = login(server, "keystone");

            assertThat(run.exitCode()).as(run.err()).isZero();
            JsonNode claims = claims(run.out().strip());
            assertThat(claims.path("iss").asText()).isEqualTo(issuer(server));
            assertThat(claims.path("sub").asText()).isEqualTo(sin.value());
            assertThat(claims.path("aud").asText()).isEqualTo("keystone");
            assertThat(audit.toString())
                    .contains("oidc.issue accepted " + sin)
                    .doesNotContain(run.out().strip());
        }
    }

    @Test
    void endsWith1ForAnAudienceThatIsNotConfigured() throws Exception {
        try (JettyServer server = start("\"audiences\":[\"keystone\"]")) {
            CommandRun run = login(server, "other");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("invalid_target");
        }
    }

    @Test
    void endsWith1ForADeniedIdentityFromTheMomentItIsInTheFile() throws Exception {
        Path denied = folder.resolve("denied");
        Files.writeString(denied, "# nobody yet\n\n");
        try (JettyServer server = start("\"audiences\":[\"keystone\"],\"deny_file\":\"" + denied + "\"")) {
            assertThat(login(server, "keystone").exitCode()).isZero();
            Files.writeString(denied, sin + "\n");
            assertThat(login(server, "keystone").err()).contains("access_denied");
            Files.writeString(denied, "no SIN\n");
            assertThat(login(server, "keystone").err()).contains("temporarily_unavailable");
            Files.delete(denied);
            assertThat(login(server, "keystone").err()).contains("temporarily_unavailable");
        }
    }

    @Test
    void publishesMetadataWhereRfc8414LooksForIt() throws Exception {
        try (JettyServer server = start("\"audiences\":[\"keystone\"]")) {
            String root = server.url().toString().replace("/v3", "");

            String below = get(issuer(server) + "/.well-known/oauth-authorization-server");

            assertThat(get(root + "/.well-known/oauth-authorization-server/oidc"))
                    .isEqualTo(below);
            assertThat(new ObjectMapper().readTree(below).path("issuer").asText())
                    .isEqualTo(issuer(server));
        }
    }

    @Test
    void keepsItsKeyOverARestartApartFromTheTokenKey() throws Exception {
        String first;
        try (JettyServer server = start("\"audiences\":[\"keystone\"]")) {
            first = get(issuer(server) + "/jwks");
        }
        try (JettyServer server = start("\"audiences\":[\"keystone\"]")) {
            assertThat(get(issuer(server) + "/jwks")).isEqualTo(first);
        }
        Files.copy(
                folder.resolve("state/token_key.pem"),
                folder.resolve("state/oidc_key.pem"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(failure("\"audiences\":[\"keystone\"]")).contains("issuer key must not be a token key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"audiences\":[]",
                "\"audiences\":[\"a\"],\"issuer\":\"https://cloud.example/v3/oidc\"",
                "\"audiences\":[\"a\"],\"issuer\":\"https://cloud.example\"",
                "\"audiences\":[\"a\"],\"issuer\":\"http://cloud.example/oidc\"",
                "\"clients\":[{\"id\":\"a\",\"redirect_uris\":[\"http://rp.example/\"]}]",
                "\"clients\":[{\"id\":\"a\",\"secret_hash\":\"x\"}]",
                "\"audiences\":[\"a\"],\"unknown\":1"
            })
    void refusesASectionThatCannotBeMeant(String section) {
        assertThat(failure(section)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login --oidc URL",
                "login --device URL",
                "login --oidc --device URL --audience a",
                "login URL --audience a"
            })
    void endsWith2ForOptionsThatDoNotFit(String line) {
        assertThat(CommandRun.of((Object[]) line.replace("URL", ISSUER).split(" ", -1))
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void answersAChallengeOfTheCloudThatIsNamed() throws Exception {
        Challenges challenges = Challenges.builder(URI.create(ISSUER)).build();
        Ask ask = FederationAsk.of("horizon");
        Challenge challenge = challenges.issue(sin, ask);

        CommandRun run = answer(challenge, ISSUER);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("token for federation horizon");
        String[] parts = run.out().strip().split(" ", -1);
        var signed = new ChallengeAnswer(challenge.text(), Optional.of(parts[0]), Optional.empty(), parts[1]);
        assertThat(challenges.verify(signed, ask).accepted()).isPresent();
    }

    @Test
    void answersNoChallengeOfAnotherCloudIdentityOrAsk() throws Exception {
        Challenges challenges = Challenges.builder(URI.create(ISSUER)).build();
        Sin other = BitauthKey.generate().sin();

        for (CommandRun run : new CommandRun[] {
            answer(challenges.issue(sin, FederationAsk.of("horizon")), "https://other.example/oidc"),
            answer(challenges.issue(other, FederationAsk.of("horizon")), ISSUER),
            answer(challenges.issue(sin, AskKind.SIGN_IN.ask()), ISSUER)
        }) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("not signed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "Bitauth login 1\nCloud: x"})
    void answersNothingButAChallenge(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("text"), text);

        assertThat(CommandRun.of("answer", "--cloud", ISSUER, "--key", key, file)
                        .exitCode())
                .isEqualTo(2);
    }

    private CommandRun answer(Challenge challenge, String cloud) throws IOException {
        Path file = Files.writeString(folder.resolve("challenge"), challenge.text() + "\n");
        return CommandRun.of("answer", "--cloud", cloud, "--key", key, file);
    }

    private CommandRun login(JettyServer server, String audience) {
        return CommandRun.of("login", "--oidc", issuer(server), "--audience", audience, "--key", key);
    }

    private static String issuer(JettyServer server) {
        return server.url().toString().replace("/v3", "/oidc");
    }

    private JettyServer start(String section) throws Exception {
        String config = "{\"state\":\"" + folder.resolve("state")
                + "\",\"directory\":{\"domains\":[],\"projects\":[],\"users\":[]},\"oidc\":{" + section + "}}";
        ServeConfig served = ServeConfig.read(Files.writeString(folder.resolve("config.json"), config));
        AuditLog log = new AuditLog(new PrintWriter(audit, true));
        return new JettyServer(Optional.empty(), 0, url -> Faces.of(served, url, log));
    }

    private String failure(String section) {
        try {
            start(section).close();
            return "";
        } catch (CommandFailure e) {
            return String.valueOf(e.getMessage());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode claims(String jwt) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
