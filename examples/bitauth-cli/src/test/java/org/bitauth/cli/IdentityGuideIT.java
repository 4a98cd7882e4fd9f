package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.house.MarkdownBlocks;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.peers.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/identity.md, as they are packaged; a server that is killed loses nothing. */
class IdentityGuideIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void commandsOfTheGuideWork() throws Exception {
        Peers.requirePrograms("sh");
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("sh").stream()
                .filter(block -> block.document().equals("docs/identity.md"))
                .toList();
        assertThat(blocks).hasSize(2);
        int port = freePort();
        String commands = blocks.stream()
                .map(MarkdownBlocks::text)
                .collect(Collectors.joining())
                .replace("--port 5000", "--port " + port)
                .replace(
                        " &\n",
                        " & trap \"kill $!\" EXIT; until bitauth ssh ca http://127.0.0.1:" + port
                                + "/v3 >ready 2>&1; do :; done\n");
        Path home = Files.createDirectories(folder.resolve("home"));
        try (Launcher launcher = new Launcher(folder)) {
            Ended ended = launcher.shell(
                    Map.of("HOME", home.toString(), "PATH", Launcher.path()),
                    "set -eu; cd \"$HOME\"\n" + commands + "admin user list\n");

            assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out())
                    .contains("role=member@project:")
                    .contains("role=admin@system")
                    .contains("http://127.0.0.1:" + port + "/v3");
        }
    }

    @Test
    void aServerThatIsKilledHasEverythingWhenItStartsAgain() throws Exception {
        Path key = folder.resolve("key");
        Path state = folder.resolve("state");
        String sin = DemoServer.newKey(key).value();
        try (Launcher launcher = new Launcher(folder)) {
            var first = launcher.start(Map.of(), "serve", "--state", state, "--bootstrap-admin", sin);
            String url = "http" + first.awaitLine(first.out(), "http");
            String token = login(launcher, url, key);
            assertThat(launcher.run("admin", "--state", state, "user", "create", "bob")
                            .exitCode())
                    .isZero();
            first.process().destroyForcibly().waitFor();

            var second = launcher.start(Map.of(), "serve", "--state", state);
            url = "http" + second.awaitLine(second.out(), "http");
            assertThat(launcher.run("admin", "--state", state, "user", "list").out())
                    .contains(" admin ", " bob ");
            assertThat(validates(url, token)).as("the token of before").isTrue();
            login(launcher, url, key);
        }
    }

    @Test
    void aFolderIsForOneServerAtATime() throws Exception {
        Path state = folder.resolve("state");
        try (Launcher launcher = new Launcher(folder)) {
            var first = launcher.start(Map.of(), "serve", "--state", state);
            first.awaitLine(first.out(), "http");

            Ended second = launcher.run("serve", "--state", state);

            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err()).contains("another process may have it open");
        }
    }

    private static String login(Launcher launcher, String url, Path key) throws Exception {
        Ended login = launcher.run("login", url, "--key", key, "--format", "token");
        assertThat(login.exitCode()).as(login.err()).isZero();
        return login.out().strip();
    }

    private static boolean validates(String url, String token) throws IOException {
        return new DirectHttpClient()
                        .send(
                                "GET",
                                URI.create(url + "/auth/tokens"),
                                Map.of("X-Auth-Token", token, "X-Subject-Token", token),
                                new byte[0])
                        .status()
                == 200;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
