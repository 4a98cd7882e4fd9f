package org.bitauth.cli.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitauth.keystone.DirectoryAdmin;

/**
 * Carries out {@code bitauth admin} and {@code bitauth vendor} in the process that has the database open. A Unix socket in a folder that its owner
 * alone can enter: who gets there could read the database as well. The words go there as a JSON list, and output and exit
 * code come back.
 */
public final class AdminSocket implements AutoCloseable {
    private static final String FOLDER = "admin";
    private static final String FILE = "socket";
    private static final int MAX_WORDS = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Words carrier;
    private final ServerSocketChannel server;
    private final Path file;

    private AdminSocket(Words carrier, ServerSocketChannel server, Path file) {
        this.carrier = carrier;
        this.server = server;
        this.file = file;
    }

    /** Carries words out. */
    public interface Words {
        /**
         * Carries words out.
         *
         * @param words what the caller wrote
         * @param out takes results
         * @param err takes complaints
         * @return the exit code
         */
        int run(List<String> words, PrintWriter out, PrintWriter err);
    }

    /** What became of a command. */
    public record Answer(int exitCode, String out, String err) {}

    /**
     * Begins to listen. Whoever has the database open is the only one: a socket that is there was left behind.
     *
     * @param state the server's state folder
     * @param admin what carries out
     * @return the socket
     */
    public static AdminSocket open(Path state, DirectoryAdmin admin) {
        return open(state, (words, out, err) -> DirectoryCommand.run(admin, words, out, err));
    }

    /**
     * Begins to listen, for more than the words of {@code bitauth admin}.
     *
     * @param state the server's state folder
     * @param carrier what carries out
     * @return the socket
     */
    public static AdminSocket open(Path state, Words carrier) {
        Path file = path(state);
        try {
            Files.createDirectories(
                    state.resolve(FOLDER),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(file);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(file));
            AdminSocket socket = new AdminSocket(carrier, server, file);
            thread("bitauth-admin", socket::accept);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("admin socket " + file + " cannot be made", e);
        }
    }

    /**
     * Has words carried out by a server.
     *
     * @param state the server's state folder
     * @param words what follows {@code bitauth admin}
     * @return the answer; empty if no server listens there
     */
    public static Optional<Answer> call(Path state, List<String> words) {
        if (!Files.exists(path(state))) {
            return Optional.empty();
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path(state)))) {
            channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(words)));
            channel.shutdownOutput();
            JsonNode answer = JSON.readTree(Channels.newInputStream(channel));
            return Optional.of(new Answer(
                    answer.path("exit").asInt(1),
                    answer.path("out").asText(),
                    answer.path("err").asText()));
        } catch (IOException e) {
            return Optional.empty(); // left behind by a server that was killed
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                thread("bitauth-admin-call", () -> answer(channel));
            } catch (IOException e) {
                if (server.isOpen()) {
                    continue;
                }
                return;
            }
        }
    }

    private void answer(SocketChannel channel) {
        try (channel) {
            InputStream in = Channels.newInputStream(channel);
            List<String> words = new ArrayList<>();
            JSON.readTree(in.readNBytes(MAX_WORDS)).forEach(word -> words.add(word.asText()));
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int exitCode = carrier.run(words, new PrintWriter(out, true), new PrintWriter(err, true));
            ObjectNode answer = JSON.createObjectNode();
            answer.put("exit", exitCode).put("out", out.toString()).put("err", err.toString());
            Channels.newOutputStream(channel).write(answer.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The caller went away; whatever it asked for was carried out, or not begun.
        }
    }

    private static Path path(Path state) {
        return state.resolve(FOLDER).resolve(FILE);
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
