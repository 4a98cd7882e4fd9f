package org.bitauth.cli.agent;

import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An agent in a process of its own, which goes on when the one that started it ends. */
public final class BackgroundAgent {
    private static final Path SET_SESSION = Path.of("/usr/bin/setsid");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private BackgroundAgent() {}

    /**
     * Tells whether an agent listens.
     *
     * @param socket where
     * @return true if it can be connected to
     */
    public static boolean listensAt(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The command by which this process was started, without some of its arguments.
     *
     * @param left what is left out
     * @return program and arguments; none where the system does not tell
     */
    public static Optional<List<String>> sameCommand(List<String> left) {
        ProcessHandle.Info info = ProcessHandle.current().info();
        if (info.command().isEmpty() || info.arguments().isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(List.of(info.command().get()));
        words.addAll(List.of(info.arguments().get()));
        words.removeAll(left);
        return Optional.of(words);
    }

    /**
     * Starts an agent, and returns when it listens.
     *
     * @param command program and arguments
     * @param socket where it will listen
     * @return the process's id
     * @throws IOException if it ends early, with what it said, or does not listen within half a minute
     */
    public static long start(List<String> command, Path socket) throws IOException {
        List<String> words = new ArrayList<>(command);
        if (Files.isExecutable(SET_SESSION)) {
            words.add(0, SET_SESSION.toString()); // so that the terminal's signals do not reach it
        }
        Path said = Files.createTempFile("bitauth-agent", ".err");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(said.toFile())
                    .start();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!listensAt(socket)) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    throw new IOException(
                            Files.readString(said, StandardCharsets.UTF_8).strip());
                }
                if (System.nanoTime() - end > 0) {
                    process.destroy();
                    throw new IOException("the agent did not listen within " + PATIENCE.toSeconds() + " s");
                }
            }
            return process.pid();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(said);
        }
    }
}
