package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.bitauth.Sin;
import org.bitauth.keystone.SecretHash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
class ServeCommandTest {
    @TempDir
    private Path folder;

    private Path key;
    private String config;

    @BeforeEach
    void writeConfig() throws IOException {
        key = folder.resolve("key");
        Sin sin = DemoServer.newKey(key);
        config = """
                {
                  "state": "%s",
                  "directory": {
                    "domains": [{"id": "default", "name": "Default"}],
                    "projects": [{"id": "p1", "name": "shop", "domain": "default"}],
                    "users": [{"id": "u1", "name": "alice", "domain": "default", "identities": ["%s"],
                               "default_project": "p1", "roles": {"p1": ["member"]}}],
                    "application_credentials": [{"id": "c1", "name": "glance", "user": "u1", "project": "p1",
                                                 "roles": ["member"], "secret_hash": "%s"}],
                    "services": [{"type": "image", "name": "glance", "region": "North",
                                  "endpoints": {"public": "https://image.example"}}]
                  },
                  "ssh": {"logins": [{"identity": "%s", "instance": "web-1", "login": "*"}]}
                }
                """.formatted(
                        folder.resolve("state"), sin, SecretHash.of("secret").text(), sin);
    }

    @Test
    void servesWhatTheConfigSays() throws Exception {
        try (JettyServer server = start(config)) {
            CommandRun login = CommandRun.of("login", server.url(), "--key", key, "--format", "json");

            assertThat(login.exitCode()).as(login.err()).isZero();
            assertThat(login.out()).contains("\"name\":\"shop\"").contains("https://image.example");
            assertThat(certificate(server, "web-1").exitCode()).isZero();
            assertThat(certificate(server, "web-2").exitCode()).isEqualTo(1);
        }
    }

    @Test
    void keepsItsKeysOverARestart() throws Exception {
        String first;
        try (JettyServer server = start(config)) {
            first = CommandRun.of("ssh", "ca", server.url()).out();
        }
        try (JettyServer server = start(config)) {
            assertThat(CommandRun.of("ssh", "ca", server.url()).out()).isEqualTo(first);
        }
        assertThat(folder.resolve("state/token_key.pem")).exists();
    }

    @Test
    void refusesATokenKeyThatOthersCanRead() throws Exception {
        start(config).close();
        Files.setPosixFilePermissions(
                folder.resolve("state/token_key.pem"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(serve(config).err()).contains("token key file").contains("must not be readable by others");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "\"p1\", \"name\": \"shop\" | \"p2\", \"name\": \"shop\" | role must be of a user, and on something that is there",
                "\"directory\" | \"directories\" | directories",
                "\"identities\" | \"sins\" | sins",
                "\"default\", \"name\": \"Default\" | \"other\", \"name\": \"Default\" | domain must be in the list",
                "pbkdf2-sha256 | md5 | secret hash must be",
                "\"instance\" | \"host\" | property 'instance'",
            })
    void refusesAConfigThatDoesNotHoldTogether(String good, String bad, String message) throws IOException {
        CommandRun run = serve(config.replaceFirst(Pattern.quote(good), bad));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void refusesAConfigThatIsMissing() {
        assertThat(CommandRun.of("serve", "--config", folder.resolve("none")).exitCode())
                .isEqualTo(2);
    }

    @Test
    void refusesAllowBesideAConfig() throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), config);

        CommandRun run = CommandRun.of(
                "serve", "--config", file, "--allow", KeyFile.read(key).sin());

        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void refusesAnIdentityThatIsNone() {
        CommandRun run = CommandRun.of(
                "serve", "--state", folder.resolve("none"), "--allow", "Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDa");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("SIN must");
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            CommandRun run = CommandRun.of("serve", "--state", folder.resolve("taken"), "--port", taken.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("must be free");
        }
    }

    private JettyServer start(String json) throws Exception {
        ServeConfig read = ServeConfig.read(Files.writeString(folder.resolve("config.json"), json));
        AuditLog audit = new AuditLog(new PrintWriter(new StringWriter(), true));
        return new JettyServer(read.url(), 0, url -> Faces.of(read, url, audit));
    }

    private CommandRun serve(String json) throws IOException {
        return CommandRun.of("serve", "--config", Files.writeString(folder.resolve("config.json"), json));
    }

    private CommandRun certificate(JettyServer server, String instance) {
        return CommandRun.of(
                "ssh",
                "cert",
                server.url(),
                "--key",
                key,
                "--login",
                "debian",
                "--instance",
                instance,
                "--out",
                folder.resolve("id"));
    }
}
