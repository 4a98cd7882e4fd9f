package org.bitauth.ssh.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitauth.Sin;
import org.bitauth.ssh.self.AuthorizedKeysProgram;

/**
 * What an instance needs so that owners come in by certificates of their own: the program in C, built here, and its three
 * files. It needs root, and a folder in which nobody else may write up to {@code /}: sshd runs no program from others.
 */
public final class SelfInstance implements AutoCloseable {
    /** A system user of every Linux, who may read the files and owns nothing. */
    private static final String ACCOUNT = "nobody";

    private final Path folder;

    private SelfInstance(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks for a folder from below which sshd runs programs: this user is root and owns every folder up to {@code /}, closed
     * to others.
     *
     * @return the folder {@code target}, or one of the system's; empty if this user is not root
     * @throws IOException if a folder cannot be looked at
     */
    public static Optional<Path> parent() throws IOException {
        for (String candidate : new String[] {"target", "/opt", "/usr/local/lib", "/var/lib"}) {
            Path folder = Path.of(candidate);
            if (Files.isDirectory(folder) && canBeIn(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private static boolean canBeIn(Path parent) throws IOException {
        for (Path each = parent.toRealPath(); each != null; each = each.getParent()) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
            boolean open = mode.charAt(4) == 'w' || mode.charAt(7) == 'w';
            if (!Files.getAttribute(each, "unix:uid").equals(0) || open || mode.charAt(8) != 'x') {
                return false;
            }
        }
        return System.getProperty("user.name").equals("root");
    }

    /**
     * Builds the program and writes the files.
     *
     * @param parent where to make a folder for them, see {@link #parent}
     * @param cloud the cloud's URL
     * @param instance the instance
     * @param login the login that the owners have
     * @param owners who may come in
     * @return the instance
     * @throws IOException if there is no compiler, or a file cannot be written
     */
    public static SelfInstance in(Path parent, String cloud, String instance, String login, Sin... owners)
            throws IOException {
        Path folder = Files.createTempDirectory(parent, "self-instance");
        SelfInstance made = new SelfInstance(folder);
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path program = Files.write(
                    folder.resolve(AuthorizedKeysProgram.NAME),
                    AuthorizedKeysProgram.build("-DBITAUTH_FOLDER=\"" + folder.toRealPath() + "\""));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            made.write("cloud", cloud + "\n");
            made.write("instance", instance + "\n");
            made.write(
                    "owners",
                    Stream.of(owners).map(sin -> sin + " " + login + "\n").collect(Collectors.joining()));
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /**
     * Changes one of the files.
     *
     * @param name {@code cloud}, {@code instance} or {@code owners}
     * @param content what it is to hold
     * @throws IOException if it cannot be written
     */
    public void write(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content, StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /**
     * Takes one of the files away.
     *
     * @param name its name
     * @throws IOException if it is not there
     */
    public void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    /**
     * The lines for sshd.
     *
     * @return keyword and value
     * @throws IOException if the program is gone
     */
    public List<String> sshdConfig() throws IOException {
        Path program = folder.resolve(AuthorizedKeysProgram.NAME).toRealPath();
        return AuthorizedKeysProgram.sshdConfig(program.toString(), ACCOUNT);
    }

    /** Deletes all of it. */
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
