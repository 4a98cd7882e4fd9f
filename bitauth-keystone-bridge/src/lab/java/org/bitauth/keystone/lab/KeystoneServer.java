package org.bitauth.keystone.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.peers.Peers;

/**
 * An unmodified Keystone in uwsgi on a free loopback port, run in the foreground by the current user. All its files are
 * in one temporary folder, which ends with it.
 */
public final class KeystoneServer implements AutoCloseable {
    private final KeystoneFolder folder;
    private final UwsgiServer uwsgi;
    private final URI url;

    private KeystoneServer(KeystoneFolder folder, UwsgiServer uwsgi, URI url) {
        this.folder = folder;
        this.uwsgi = uwsgi;
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
     * @param options further options of uwsgi, such as how many processes
     * @return the server
     * @throws IOException if it does not start; the message quotes its log
     */
    public static KeystoneServer start(KeystoneSettings settings, String... options) throws IOException {
        KeystoneFolder folder = KeystoneFolder.create(settings);
        UwsgiServer uwsgi = null;
        try {
            List<String> all = new ArrayList<>(List.of("--wsgi-file", "/usr/bin/keystone-wsgi-public"));
            all.addAll(List.of(options));
            uwsgi = UwsgiServer.start(folder.path("uwsgi.log"), folder.environment(), all.toArray(String[]::new));
            URI url = URI.create("http://127.0.0.1:" + uwsgi.port() + "/v3");
            folder.bootstrap(url);
            DirectHttpClient http = new DirectHttpClient();
            uwsgi.await(() -> http.send("GET", url, Map.of(), new byte[0]).status() == 200);
            return new KeystoneServer(folder, uwsgi, url);
        } catch (IOException | RuntimeException e) {
            if (uwsgi != null) {
                uwsgi.close();
            }
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
        uwsgi.close();
        folder.close();
    }
}
