package org.bitauth.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the README as they stand; only the port is another one, and the build is not run again. */
class ReadmeCommandsIT {
    @TempDir
    private Path home = Path.of("");

    @Test
    void commandsOfTheReadmeWork() throws IOException {
        Peers.requirePrograms("sh", "openstack", "ssh-keygen");
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("sh").stream()
                .filter(block ->
                        block.document().equals("README.md") && block.text().contains("bitauth "))
                .toList();
        assertThat(blocks).hasSize(1);
        int port = freePort();
        String url = "http://127.0.0.1:" + port + "/v3";
        String commands = blocks.get(0)
                .text()
                .replace("mvn -q package -DskipTests\n", "")
                .replace("http://127.0.0.1:5000/v3", url)
                .replace("--port 5000", "--port " + port)
                .replace(
                        " &\n",
                        " & trap \"kill $!\" EXIT; until bitauth ssh ca " + url
                                + " >\"$HOME/ready\" 2>&1; do :; done\n");

        Programs.Result result = Programs.run(
                Map.of("HOME", home.toString()),
                "sh",
                "-euc",
                "cd '" + MarkdownBlocks.ROOT.toAbsolutePath() + "'\n" + commands);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("P2WPKH")
                .contains("project_id")
                .contains("public: " + url)
                .contains("/web-1/" + System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
