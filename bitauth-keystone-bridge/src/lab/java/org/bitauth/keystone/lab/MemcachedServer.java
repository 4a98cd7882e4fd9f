package org.bitauth.keystone.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A memcached on a free loopback port, for Keystone's cache, until it is closed. */
public final class MemcachedServer implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("TCP INET: ([0-9]+)\n");

    private final Path folder;
    private final ServerProcess process;
    private final int port;

    private MemcachedServer(Path folder, ServerProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it. It chooses its port, and writes it into a file.
     *
     * @return a server that listens
     * @throws IOException if there is no memcached, or it does not start
     */
    public static MemcachedServer start() throws IOException {
        Path folder = Files.createTempDirectory("bitauth-memcached");
        Path file = folder.resolve("port");
        List<String> command = new ArrayList<>(List.of("memcached", "-l", "127.0.0.1", "-p", "-1", "-U", "0"));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "root")); // it wants to be told
        }
        ServerProcess process =
                ServerProcess.start(folder.resolve("log"), Map.of("MEMCACHED_PORT_FILENAME", file.toString()), command);
        List<Integer> ports = new ArrayList<>();
        try {
            process.await(() -> {
                Matcher port = PORT.matcher(Files.exists(file) ? Files.readString(file) : "");
                return port.find() && ports.add(Integer.parseInt(port.group(1)));
            });
        } catch (IOException e) {
            process.close();
            throw e;
        }
        return new MemcachedServer(folder, process, ports.get(0));
    }

    /**
     * The lines of {@code keystone.conf} that let a Keystone cache here.
     *
     * @return the section {@code cache}
     */
    public String[] keystoneLines() {
        return new String[] {
            "[cache]", "enabled = true", "backend = oslo_cache.memcache_pool", "memcache_servers = 127.0.0.1:" + port
        };
    }

    @Override
    public void close() {
        process.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
