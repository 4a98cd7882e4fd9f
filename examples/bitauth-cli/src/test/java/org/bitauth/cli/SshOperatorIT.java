package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.house.MarkdownBlocks;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the operator's commands of docs/ssh.md as they stand, on the state of a server; only the paths are others. */
@SuppressWarnings("NullAway.Init")
class SshOperatorIT {
    @TempDir
    private Path folder;

    @Test
    void commandsOfTheGuideWork() throws Exception {
        Peers.requirePrograms("sh");
        Path state = folder.resolve("state");
        Sin sin = DemoServer.newKey(folder.resolve("key"));
        Path file = Files.writeString(
                folder.resolve("config.json"),
                "{\"state\": \"" + state + "\", \"ssh\": {\"zone\": \"i.cloud.example\", \"logins\": []}}");
        ServeConfig config = ServeConfig.read(file);
        AuditLog audit = new AuditLog(new PrintWriter(new StringWriter(), true));
        Path log = Files.writeString(folder.resolve("auth.log"), "Server listening on 0.0.0.0 port 22.\n");
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("sh").stream()
                .filter(block ->
                        block.document().equals("docs/ssh.md") && block.text().contains("bitauth ssh-ca "))
                .toList();
        assertThat(blocks).hasSize(1);
        String commands = blocks.get(0)
                .text()
                .replace("/var/lib/bitauth", state.toString())
                .replace("/var/log/auth.log", log.toString());

        try (JettyServer server = new JettyServer(Optional.empty(), 0, url -> Faces.of(config, url, audit))) {
            assertThat(server.url()).isNotNull();
            Path target = MarkdownBlocks.ROOT.toAbsolutePath().resolve("examples/bitauth-cli/target");
            Programs.Result result = Programs.run(
                    Map.of("SIN", sin.value(), "PATH", target + ":" + System.getenv("PATH")), "sh", "-euc", commands);

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.output())
                    .contains("list 1 of ", "identity " + sin, "list 2 of ", "list 3 of ", "serials ")
                    .containsPattern("(?m)^[A-Za-z0-9_-]{48}$");
        }
    }
}
