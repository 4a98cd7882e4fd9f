package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class LoginCommandTest {
    @TempDir
    private Path folder;

    private DemoServer server;

    @BeforeEach
    void start() throws Exception {
        server = new DemoServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void printsWhatAShellEvaluates() {
        CommandRun run = CommandRun.of("login", server.url(), "--key", server.key());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("export OS_AUTH_TYPE='v3token'")
                .contains("export OS_AUTH_URL='" + server.url() + "'")
                .containsPattern("export OS_TOKEN='[A-Za-z0-9._-]+'")
                .containsPattern("export OS_PROJECT_ID='[0-9a-f]{32}'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"project:demo@Default", "unscoped"})
    void getsATokenOfTheScope(String scope) throws Exception {
        CommandRun run =
                CommandRun.of("login", server.url(), "--key", server.key(), "--scope", scope, "--format", "json");

        JsonNode token = new ObjectMapper().readTree(run.out()).path("token");
        assertThat(token.path("methods").path(0).asText()).isEqualTo("bitauth");
        assertThat(token.at("/project/name").asText("none")).isEqualTo(scope.equals("unscoped") ? "none" : "demo");
    }

    @Test
    void printsTheTokenAlone() {
        CommandRun run = CommandRun.of("login", server.url(), "--key", server.key(), "--format", "token");

        assertThat(run.out()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\R");
        assertThat(server.audit.toString())
                .contains("token.issue accepted")
                .doesNotContain(run.out().strip());
    }

    @Test
    void endsWith1WhereTheIdentityIsUnknown() throws Exception {
        Path stranger = folder.resolve("stranger");
        DemoServer.newKey(stranger);

        CommandRun run = CommandRun.of("login", server.url(), "--key", stranger);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("refused: 401").containsPattern("req-[0-9a-f-]{36}");
        assertThat(server.audit.toString()).contains("token.issue no_user");
    }

    @Test
    void endsWith1WhereTheProjectIsUnknown() {
        CommandRun run = CommandRun.of("login", server.url(), "--key", server.key(), "--scope", "project:none@Default");

        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void endsWith1WhereTheCloudIsKnownUnderAnotherName() {
        String otherName = server.url().toString().replace("127.0.0.1", "localhost");

        CommandRun run = CommandRun.of("login", otherName, "--key", server.key());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("not signed: challenge is for " + server.url());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://cloud.example/v3", "ftp://127.0.0.1/v3", "cloud", "https://", "https://a b/"})
    void endsWith2ForAUrlThatNoSecretMayGoTo(String url) {
        assertThat(CommandRun.of("login", url, "--key", server.key()).exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "project:", "domain:x", "project:a b@", "project:@Default", "project:a/b"})
    void endsWith2ForAScopeThatIsNone(String scope) {
        CommandRun run = CommandRun.of("login", server.url(), "--key", server.key(), "--scope", scope);

        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void endsWith3WhereNobodyAnswers() {
        String url = server.url().toString();
        server.close();

        CommandRun run = CommandRun.of("login", url, "--key", server.key());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("cannot be reached");
    }
}
