package org.bitauth.replay;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bitauth.StoreException;
import org.bitauth.peers.Programs;

/** An unmodified redis-server on a free loopback port, which keeps nothing on disk and evicts nothing. */
final class RedisServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(15);
    private static final int PORTS_TO_TRY = 3;

    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RedisServer start(Path folder) throws Exception {
        IOException last = new IOException();
        for (int tried = 0; tried < PORTS_TO_TRY; tried++) {
            RedisServer server = onPort(freePort(), folder);
            try {
                server.awaitAnswer();
                return server;
            } catch (IOException e) { // somebody else was faster to take the port
                server.close();
                last = e;
            }
        }
        throw last;
    }

    RedisCommands commands() {
        return new RedisCommands(port);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static RedisServer onPort(int port, Path folder) throws IOException {
        String program = Programs.find("redis-server").orElseThrow().toString();
        List<String> command = List.of(
                program,
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--appendonly",
                "no",
                "--maxmemory-policy",
                "noeviction",
                "--dir",
                folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis-" + port + ".log").toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        return new RedisServer(process, port);
    }

    /** Returns when this server, and not another one on its port, answers. */
    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() - end < 0 && !process.waitFor(5, TimeUnit.MILLISECONDS)) {
            if (isAnswering()) {
                return;
            }
        }
        throw new IOException("redis-server must answer within " + START_LIMIT);
    }

    private boolean isAnswering() {
        try (RedisCommands commands = commands()) {
            String info = commands.call("INFO", "server").orElse("");
            return info.contains("process_id:" + process.pid() + "\r\n");
        } catch (StoreException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
