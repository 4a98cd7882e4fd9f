package org.bitauth.plugins;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bitauth.peers.Programs;

/** The {@code bitauth} command as it is packaged. */
final class PackagedCommand {
    private PackagedCommand() {}

    /** Where it lies; its folder goes on a path. */
    static Path program() throws IOException {
        return Path.of(System.getProperty("bitauth.root", "../.."))
                .resolve("examples/bitauth-cli/target/bitauth")
                .toRealPath();
    }

    /** Runs it to its end. */
    static Programs.Result run(Object... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        for (Object word : words) {
            command.add(word.toString());
        }
        return Programs.run(Map.of(), command.toArray(String[]::new));
    }

    /** A server of it, until it is closed. */
    record Server(Process process, String firstLine) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
            process.onExit().join();
        }
    }

    /** Starts {@code bitauth serve}, and returns when it has said where it listens. */
    static Server serve(Path config, Path audit) throws IOException {
        Process process = new ProcessBuilder(program().toString(), "serve", "--config", config.toString())
                .redirectError(audit.toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("bitauth serve must say where it listens");
        }
        return new Server(process, line);
    }
}
