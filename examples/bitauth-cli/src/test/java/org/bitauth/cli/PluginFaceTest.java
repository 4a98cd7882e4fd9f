package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section {@code plugin} of the config, and the secret that the plug-in shares. */
class PluginFaceTest {
    @TempDir
    private Path folder = Path.of("");

    private Path secret = folder;
    private String config = "";

    @BeforeEach
    void writeConfig() {
        secret = folder.resolve("plugin-secret");
        config = """
                {"plugin": {"keystone": "http://127.0.0.1:5000/v3", "secret_file": "%s", "port": 0}}
                """.formatted(secret);
        assertThat(CommandRun.of("secret", "new", "--out", secret).exitCode()).isZero();
    }

    @Test
    void theSecretIsForItsOwnerOnlyAndPrintedNowhere() throws IOException {
        assertThat(Files.readString(secret)).matches("[A-Za-z0-9_-]{43}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        CommandRun again = CommandRun.of("secret", "new", "--out", secret);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.out()).isEmpty();
    }

    @Test
    void servesThePluginAloneOnLoopback() throws Exception {
        ServeConfig read = read();
        StringWriter audit = new StringWriter();
        PluginFace plugin = read.plugin().orElseThrow();
        try (JettyServer server = JettyServer.of(plugin, new AuditLog(new PrintWriter(audit, true)))) {
            URI url = server.url().resolve(PluginFace.PATH);
            RawResponse answer =
                    new DirectHttpClient().send("POST", url, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));

            assertThat(url.getHost()).isEqualTo("127.0.0.1");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).contains("not_marked");
            assertThat(audit.toString()).contains("plugin.verify not_marked");
        }
        assertThat(read.directory()).isEmpty();
        assertThat(Faces.of(read, URI.create("http://127.0.0.1:1/v3"), event -> {}))
                .isEmpty();
    }

    @Test
    void refusesASecretThatOthersCanReadOrThatIsNone() throws IOException {
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(serve().err()).contains("must not be readable by others");

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(secret, "password\n");
        assertThat(serve().err()).contains("43 to 128").doesNotContain("password\n");
        assertThat(serve().exitCode()).isEqualTo(2);
    }

    @Test
    void refusesAConfigThatServesNothing() throws IOException {
        config = "{}";

        assertThat(serve().exitCode()).isEqualTo(2);
        assertThat(serve().err()).contains("'directory'");
    }

    private ServeConfig read() throws IOException {
        return ServeConfig.read(Files.writeString(folder.resolve("config.json"), config));
    }

    private CommandRun serve() throws IOException {
        return CommandRun.of("serve", "--config", Files.writeString(folder.resolve("config.json"), config));
    }
}
