package org.bitauth.keystone.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.bitauth.keystone.federation.config.FederationConfig;
import org.bitauth.peers.Peers;
import org.jspecify.annotations.Nullable;

/**
 * An unmodified Keystone behind Apache and mod_auth_openidc, set up with nothing but the four texts of a
 * {@link FederationConfig}: Apache's lines, Keystone's, the mapping, and the commands, run by the {@code openstack} command.
 */
public final class FederatedKeystone implements AutoCloseable {
    private static final int PORTS_TO_TRY = 3;

    private final FederationFolder files;
    private final KeystoneFolder folder;
    private final ApacheServer apache;
    private final URI url;

    private FederatedKeystone(FederationFolder files, KeystoneFolder folder, ApacheServer apache, URI url) {
        this.files = files;
        this.folder = folder;
        this.apache = apache;
        this.url = url;
    }

    /** Goes on only if Keystone, Apache with its modules, and the {@code openstack} command are on this machine. */
    public static void requireKeystone() {
        KeystoneFolder.requireKeystone();
        ApacheServer.requirePrograms();
        Peers.requirePrograms("openstack", "sh", "chown");
    }

    /**
     * Starts Apache and registers the provider; that takes 20 to 60 seconds.
     *
     * @param configuration the configuration of a Keystone at this URL; the files that it names are set here
     * @param authority who is trusted for the issuer's TLS certificate, PEM
     * @param extension what else this Keystone has
     * @return the server
     * @throws IOException if it does not start, or a command fails; the message quotes it
     */
    public static FederatedKeystone start(
            Function<URI, FederationConfig.Builder> configuration, Path authority, KeystoneExtension extension)
            throws IOException {
        IOException last = new IOException();
        for (int tried = 0; tried < PORTS_TO_TRY; tried++) {
            try {
                return onPort(freePort(), configuration, authority, extension);
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("Address already in use")) {
                    throw e;
                }
                last = e; // somebody else was faster to take the port
            }
        }
        throw last;
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
     * What it was set up with.
     *
     * @return the configuration
     */
    public FederationConfig config() {
        return files.config();
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
        return adminEnvironment(url, folder);
    }

    /**
     * Restarts Apache gracefully, which forgets the provider's keys.
     *
     * @throws IOException if it does not come back
     */
    public void restart() throws IOException {
        apache.restart(url);
    }

    /**
     * What Keystone and Apache have said until now.
     *
     * @return both logs
     * @throws IOException if they cannot be read
     */
    public String log() throws IOException {
        return folder.log() + apache.log();
    }

    /** Ends Apache and Keystone, and deletes their folders. */
    @Override
    public void close() {
        end(apache, folder, files);
    }

    private static FederatedKeystone onPort(
            int port,
            Function<URI, FederationConfig.Builder> configuration,
            Path authority,
            KeystoneExtension extension)
            throws IOException {
        URI url = URI.create("http://127.0.0.1:" + port + "/v3");
        FederationFolder files = FederationFolder.create(configuration.apply(url), authority);
        KeystoneFolder folder = null;
        ApacheServer apache = null;
        try {
            folder = KeystoneFolder.create(extension.extend(files.settings(), files.path()));
            folder.bootstrap(url);
            apache =
                    ApacheServer.start(folder, files.path(), url, files.config().apache());
            files.register(adminEnvironment(url, folder));
            return new FederatedKeystone(files, folder, apache, url);
        } catch (IOException | RuntimeException e) {
            end(apache, folder, files);
            throw e;
        }
    }

    private static void end(@Nullable ApacheServer apache, @Nullable KeystoneFolder folder, FederationFolder files) {
        if (apache != null) {
            apache.close();
        }
        if (folder != null) {
            folder.close();
        }
        files.close();
    }

    private static Map<String, String> adminEnvironment(URI url, KeystoneFolder folder) {
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
