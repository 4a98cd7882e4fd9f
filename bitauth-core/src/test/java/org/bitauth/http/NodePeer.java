package org.bitauth.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/** Clients and servers of npm packages, from src/test/node. */
final class NodePeer {
    private static final Path SCRIPTS = Path.of("src/test/node");

    private NodePeer() {}

    /** A server until it is closed. */
    record Server(Process process, int port) implements AutoCloseable {
        String url() {
            return "http://127.0.0.1:" + port;
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
            process.destroyForcibly();
        }
    }

    /** Starts a server, which says its port when it is ready. */
    static Server start(String script) throws IOException {
        Path modules = Peers.npm();
        ProcessBuilder builder = new ProcessBuilder(
                        "node", SCRIPTS.resolve(script).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("BITAUTH_NPM", modules.toString());
        Process process = builder.start();
        BufferedReader output = process.inputReader();
        String port = output.readLine();
        if (port == null) {
            process.destroyForcibly();
            throw new IOException(script + " ended before it was ready");
        }
        return new Server(process, Integer.parseInt(port));
    }

    /** Lets a client send one request; its status and the text of the answer. */
    static JsonNode send(Path folder, String script, Map<String, ?> order) throws IOException {
        Path modules = Peers.npm();
        Path file = Files.writeString(folder.resolve("order.json"), new ObjectMapper().writeValueAsString(order));
        Programs.Result result = Programs.run(
                Map.of("BITAUTH_NPM", modules.toString(), "NODE_NO_WARNINGS", "1"),
                "node",
                SCRIPTS.resolve(script).toString(),
                file.toString());
        List<String> lines = result.output().lines().toList();
        if (result.exitCode() != 0 || lines.isEmpty()) {
            throw new IOException(script + " failed: " + result.output());
        }
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }
}
