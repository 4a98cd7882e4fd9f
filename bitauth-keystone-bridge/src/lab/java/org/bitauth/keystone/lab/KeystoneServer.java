package org.bitauth.keystone.lab;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.peers.Peers;
import org.jspecify.annotations.Nullable;

/**
 * An unmodified Keystone in uwsgi on a free loopback port, run in the foreground by the current user. All its files are
 * in one temporary folder, which ends with it.
 */
public final class KeystoneServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final Pattern BOUND = Pattern.compile("bound to TCP address 127\\.0\\.0\\.1:([0-9]+)");

    private final KeystoneFolder folder;
    private final Process process;
    private final URI url;

    private KeystoneServer(KeystoneFolder folder, Process process, URI url) {
        this.folder = folder;
        this.process = process;
        this.url = url;
    }

    /** Goes on only if Keystone and uwsgi are on this machine. */
    public static void requireKeystone() {
        KeystoneFolder.requireKeystone();
        Peers.requirePrograms("uwsgi");
    }

    /**
     * Starts a Keystone with the user, project and role admin, and returns when it answers; that takes 10 to 30 seconds.
     *
     * @param settings what is not as Debian has it
     * @return the server
     * @throws IOException if it does not start; the message quotes its log
     */
    public static KeystoneServer start(KeystoneSettings settings) throws IOException {
        KeystoneFolder folder = KeystoneFolder.create(settings);
        Path output = folder.path("uwsgi.log");
        Process process = null;
        try {
            process = launch(folder, output);
            URI url = URI.create("http://127.0.0.1:" + awaitPort(process, output) + "/v3");
            folder.bootstrap(url);
            awaitAnswer(process, output, url);
            return new KeystoneServer(folder, process, url);
        } catch (IOException | RuntimeException e) {
            end(process);
            folder.close();
            throw e;
        }
    }

    /**
     * The URL that clients know.
     *
     * @return ends in {@code /v3}
     */
    public URI url() {
        return url;
    }

    /**
     * The configuration.
     *
     * @return the path of {@code keystone.conf}, gone after {@link #close}
     */
    public Path config() {
        return folder.config();
    }

    /**
     * What Keystone has said until now.
     *
     * @return the whole log
     */
    public String log() {
        return folder.log();
    }

    /**
     * Calls Keystone as its administrator.
     *
     * @return a client that is logged in
     * @throws IOException if the login fails
     */
    public KeystoneAdmin admin() throws IOException {
        return new KeystoneAdmin(url, folder.adminPassword());
    }

    /**
     * The administrator's login for the {@code openstack} command.
     *
     * @return environment variables
     */
    public Map<String, String> adminEnvironment() {
        return Map.of(
                "OS_AUTH_TYPE", "v3password",
                "OS_AUTH_URL", url.toString(),
                "OS_IDENTITY_API_VERSION", "3",
                "OS_USERNAME", "admin",
                "OS_PASSWORD", folder.adminPassword(),
                "OS_PROJECT_NAME", "admin",
                "OS_USER_DOMAIN_NAME", "Default",
                "OS_PROJECT_DOMAIN_NAME", "Default");
    }

    /** Ends Keystone, and deletes its folder. */
    @Override
    public void close() {
        end(process);
        folder.close();
    }

    /** Port 0 lets the system choose; uwsgi says which port it is. */
    private static Process launch(KeystoneFolder folder, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "uwsgi",
                        "--plugins",
                        "python3",
                        "--http-socket",
                        "127.0.0.1:0",
                        "--wsgi-file",
                        "/usr/bin/keystone-wsgi-public",
                        "--need-app",
                        "--enable-threads",
                        "--die-on-term",
                        "--disable-logging",
                        "--add-header",
                        "Connection: close",
                        "--buffer-size",
                        "65535"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(folder.environment());
        return builder.start();
    }

    private static int awaitPort(Process process, Path output) throws IOException {
        List<Integer> ports = new ArrayList<>();
        await(process, output, () -> {
            Matcher bound = BOUND.matcher(Files.readString(output));
            return bound.find() && ports.add(Integer.parseInt(bound.group(1)));
        });
        return ports.get(0);
    }

    private static void awaitAnswer(Process process, Path output, URI url) throws IOException {
        DirectHttpClient http = new DirectHttpClient();
        await(
                process,
                output,
                () -> http.send("GET", url, Map.of(), new byte[0]).status() == 200);
    }

    private interface Sign {
        boolean isSeen() throws IOException;
    }

    private static void await(Process process, Path output, Sign sign) throws IOException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!sign.isSeen()) {
            try {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    throw new IOException("uwsgi ended early: " + Files.readString(output));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException("Keystone must answer within " + START_LIMIT + ": " + Files.readString(output));
            }
        }
    }

    private static void end(@Nullable Process process) {
        if (process == null) {
            return;
        }
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
