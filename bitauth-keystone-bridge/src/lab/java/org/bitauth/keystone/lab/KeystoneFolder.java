package org.bitauth.keystone.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/**
 * A new temporary folder with all that one Keystone has: configuration, keys for both token providers, and a database
 * on SQLite. Any WSGI server can run it; {@link KeystoneServer} does it with uwsgi.
 */
public final class KeystoneFolder implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PYTHON = "/usr/bin/python3";

    private final Path folder;
    private final KeystoneSettings settings;
    private final String adminPassword = "p" + random(24); // never like an option

    private KeystoneFolder(Path folder, KeystoneSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** Goes on only if Keystone is on this machine. */
    public static void requireKeystone() {
        Peers.requirePythonModule("keystone.server.wsgi");
        Peers.requirePrograms("keystone-manage", "/usr/bin/keystone-wsgi-public");
    }

    /**
     * Makes the folder and its database, which is empty until {@link #bootstrap}.
     *
     * @param settings what is not as Debian has it
     * @return the folder
     * @throws IOException if Keystone cannot make its database; the message quotes it
     */
    public static KeystoneFolder create(KeystoneSettings settings) throws IOException {
        KeystoneFolder made = new KeystoneFolder(Files.createTempDirectory("bitauth-keystone"), settings);
        try {
            for (String keys : List.of("fernet-keys", "receipt-keys", "credential-keys")) {
                Path repository = privateFolder(made.path(keys));
                Files.writeString(repository.resolve("0"), random(32)); // the next one
                Files.writeString(repository.resolve("1"), random(32)); // the one in use
            }
            made.writeJwsKeys();
            Files.write(made.config(), made.lines());
            made.manage("db_sync");
            // Keystone reads on a second connection while it writes, which SQLite allows in this mode only.
            String pragma =
                    "import sqlite3; sqlite3.connect('" + made.database() + "').execute('PRAGMA journal_mode=WAL')";
            if (!Programs.succeeds(PYTHON, "-c", pragma)) {
                throw new IOException("the database must take another journal mode");
            }
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /**
     * Makes the user and project admin, the roles, and the identity service in the catalog.
     *
     * @param url Keystone's public URL, ending in {@code /v3}
     * @throws IOException if Keystone refuses
     */
    public void bootstrap(URI url) throws IOException {
        manage(
                "bootstrap",
                "--bootstrap-password",
                adminPassword,
                "--bootstrap-region-id",
                "RegionOne",
                "--bootstrap-admin-url",
                url.toString(),
                "--bootstrap-internal-url",
                url.toString(),
                "--bootstrap-public-url",
                url.toString());
    }

    /**
     * The configuration.
     *
     * @return the path of {@code keystone.conf}
     */
    public Path config() {
        return path("keystone.conf");
    }

    /**
     * A file or folder in this folder.
     *
     * @param name its name
     * @return its path
     */
    public Path path(String name) {
        return folder.resolve(name);
    }

    /**
     * What Keystone's programs find in their environment: this configuration, the plug-ins, and no home of a user.
     *
     * @return environment variables
     */
    public Map<String, String> environment() {
        String packages = settings.pythonPath().stream().map(Path::toString).collect(Collectors.joining(":"));
        return Map.of(
                "OS_KEYSTONE_CONFIG_FILES", config().toString(),
                "HOME", path("home").toString(),
                "PYTHONPATH", packages);
    }

    /**
     * The password of the user admin in domain Default.
     *
     * @return a random text
     */
    public String adminPassword() {
        return adminPassword;
    }

    /**
     * What Keystone has said until now.
     *
     * @return the whole log; empty before it has said anything
     */
    public String log() {
        try {
            Path log = path("keystone.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the folder. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "[DEFAULT]",
                "log_file = " + path("keystone.log"),
                "[database]",
                "connection = sqlite:///" + database(),
                "[token]",
                "provider = " + settings.provider().name().toLowerCase(Locale.ROOT),
                "[auth]",
                "methods = " + String.join(",", settings.methods()),
                "[fernet_tokens]",
                "key_repository = " + path("fernet-keys"),
                "[fernet_receipts]",
                "key_repository = " + path("receipt-keys"),
                "[credential]",
                "key_repository = " + path("credential-keys"),
                "[jwt_tokens]",
                "jws_private_key_repository = " + path("jws-private"),
                "jws_public_key_repository = " + path("jws-public")));
        lines.addAll(settings.lines());
        return lines;
    }

    private Path database() {
        return path("keystone.db").toAbsolutePath();
    }

    private void writeJwsKeys() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Files.writeString(
                    privateFolder(path("jws-private")).resolve("private.pem"),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(
                    privateFolder(path("jws-public")).resolve("public.pem"),
                    pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void manage(String command, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("keystone-manage", "--config-file", config().toString(), command));
        line.addAll(List.of(arguments));
        Programs.Result result = Programs.run(environment(), line.toArray(String[]::new));
        if (result.exitCode() != 0) {
            throw new IOException(command + " must end with 0: " + result.output() + log());
        }
    }

    private static Path privateFolder(Path path) throws IOException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        return Files.createDirectory(path, ownerOnly);
    }

    private static String random(int bytes) {
        byte[] made = new byte[bytes];
        RANDOM.nextBytes(made);
        return Base64.getUrlEncoder().encodeToString(made);
    }

    private static String pem(String label, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }
}
