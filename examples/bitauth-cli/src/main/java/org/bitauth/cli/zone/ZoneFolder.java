package org.bitauth.cli.zone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.bitauth.MalformedException;

/**
 * The folder with what ssh needs for the instances of one zone. Its owner alone can read it.
 *
 * @param path absolute, of characters that mean themselves in ssh's configuration and in a shell
 */
public record ZoneFolder(Path path) {
    private static final String MODE = "rwx------";
    private static final int MOST_BYTES = 8192;

    /**
     * Checks the path.
     *
     * @throws MalformedException if it holds quotes, percent signs and the like
     */
    public ZoneFolder {
        path = path.toAbsolutePath().normalize();
        PlainPath.of(path);
    }

    /** The SSH key that every certificate of this zone is for. */
    public Path sshKey() {
        return path.resolve("id");
    }

    /** Its public half. */
    public Path sshPublicKey() {
        return path.resolve("id.pub");
    }

    /** The certificates, one file for each login and host. */
    public Path certificates() {
        return path.resolve("certificates");
    }

    /** Who signs host keys. */
    public Path knownHosts() {
        return path.resolve("known_hosts");
    }

    /** What certificates are asked for with. */
    public Path settingsFile() {
        return path.resolve("settings");
    }

    /**
     * The certificate for one login, where ssh looks for it.
     *
     * @param login as the user wrote it
     * @param host as the user wrote it
     * @return the file
     */
    public Path certificate(String login, String host) {
        return certificates().resolve(login + "@" + host);
    }

    /**
     * Reads the settings.
     *
     * @return what was written last
     * @throws IOException if they cannot be read
     * @throws MalformedException if they have another form
     */
    public Settings settings() throws IOException {
        return Settings.parse(read(settingsFile()));
    }

    /**
     * Reads who signs host keys.
     *
     * @return what was written last
     * @throws IOException if it cannot be read
     * @throws MalformedException if it has another form
     */
    public HostAuthorities hostAuthorities() throws IOException {
        return HostAuthorities.parse(read(knownHosts()));
    }

    /**
     * Makes the folder, or checks that it is one of this zone and cloud, open to its owner only. Writes no file.
     *
     * @param settings what it is to be for
     * @throws IOException if it cannot be made or read
     * @throws MalformedException if it is another folder
     */
    public void claim(Settings settings) throws IOException {
        if (!Files.exists(path)) {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE)));
        }
        if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).equals(MODE)) {
            throw new MalformedException("folder must be open to its owner only: chmod 700 " + path);
        }
        if (Files.exists(settingsFile())) {
            Settings old = settings();
            if (!old.zone().equals(settings.zone()) || !old.cloud().equals(settings.cloud())) {
                throw new MalformedException("folder " + path + " must be of this cloud, is of "
                        + old.zone().name() + " at " + old.cloud());
            }
        } else if (!isEmpty()) {
            throw new MalformedException("folder " + path + " must be empty or made by 'bitauth ssh config'");
        }
    }

    /**
     * Writes all but the SSH key.
     *
     * @param settings what certificates are asked for with
     * @param authorities who signs host keys
     * @throws IOException if a file cannot be written
     */
    public void write(Settings settings, HostAuthorities authorities) throws IOException {
        if (!Files.exists(certificates())) {
            Files.createDirectories(
                    certificates(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE)));
        }
        AtomicFile.write(settingsFile(), settings.text());
        AtomicFile.write(knownHosts(), String.join("\n", authorities.lines()) + "\n");
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new MalformedException("file " + file + " must have at most " + MOST_BYTES + " bytes");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
