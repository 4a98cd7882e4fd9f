package org.bitauth.keystone.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.bitauth.keystone.federation.config.FederationConfig;
import org.bitauth.peers.Programs;

/** A temporary folder with the files of one {@link FederationConfig}, and what they name. */
final class FederationFolder implements AutoCloseable {
    /** Debian's python3-keystone has no such page; upstream's does the same. */
    private static final String SSO_PAGE = """
            <html><body onload="document.forms[0].submit()">
            <form action="$host" method="post"><input type="hidden" name="token" value="$token"></form>
            </body></html>
            """;

    private final Path folder;
    private final FederationConfig config;

    private FederationFolder(Path folder, FederationConfig config) {
        this.folder = folder;
        this.config = config;
    }

    static FederationFolder create(FederationConfig.Builder settings, Path authority) throws IOException {
        Path folder = Files.createTempDirectory("bitauth-federation");
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Path passphrase = Files.writeString(
                folder.resolve("passphrase"), Base64.getUrlEncoder().encodeToString(random) + "\n");
        Path bundle = Files.copy(authority, folder.resolve("ca.pem"));
        FederationFolder made = new FederationFolder(
                folder,
                settings.passphraseFile(passphrase.toString())
                        .caBundle(bundle.toString())
                        .build());
        Files.writeString(folder.resolve("sso.html"), SSO_PAGE);
        for (Map.Entry<String, String> file : made.config.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return made;
    }

    FederationConfig config() {
        return config;
    }

    Path path() {
        return folder;
    }

    /** Keystone's lines, and the page that Debian leaves out. */
    KeystoneSettings settings() {
        return KeystoneSettings.of(KeystoneSettings.Provider.FERNET)
                .withLines(config.keystone().split("\n"))
                .withLines("[federation]", "sso_callback_template = " + folder.resolve("sso.html"));
    }

    /** Runs the commands as an administrator, each with a time limit of its own. */
    void register(Map<String, String> administrator) throws IOException {
        for (String command : config.commands().lines().toList()) {
            Programs.Result result = Programs.run(
                    administrator, "sh", "-c", "cd \"$1\" && eval \"$2\"", "sh", folder.toString(), command);
            if (result.exitCode() != 0) {
                throw new IOException(command + ": " + result.output());
            }
        }
    }

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
}
