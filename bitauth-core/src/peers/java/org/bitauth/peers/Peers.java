package org.bitauth.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.TestAbortedException;

/**
 * Real peers of the tests. One that is missing is said out loud and counted in {@code target/missing-peers-*.txt},
 * which the end of the build shows; where the environment says {@code BITAUTH_PEERS=required} it is a failure.
 */
public final class Peers {
    private static final Path MISSING =
            Path.of("target", "missing-peers-" + System.getProperty("bitauth.build", "ide") + ".txt");

    private Peers() {}

    /** Goes on only if all these programs can be run by name. */
    public static void requirePrograms(String... names) {
        for (String name : names) {
            require(name, () -> Programs.find(name).isPresent());
        }
    }

    /** Goes on only if all these files can be read, such as the modules of a server. */
    public static void requireFiles(String... paths) {
        for (String path : paths) {
            require(path, () -> Files.isReadable(Path.of(path)));
        }
    }

    /** Goes on only if Debian's Python has this module. */
    public static void requirePythonModule(String module) {
        requirePrograms("/usr/bin/python3");
        require("python3 " + module, () -> Programs.succeeds("/usr/bin/python3", "-c", "import " + module));
    }

    /** A file of public test vectors, which lie outside this project; see CONTRIBUTING.md. */
    public static Path vectors(String file) {
        String root = System.getProperty("bitauth.root", ".");
        String folder = System.getProperty("bitauth.vectors", root + "/../shared/vectors");
        Path path = Path.of(folder, file);
        require("vectors " + file, () -> Files.isReadable(path));
        return path;
    }

    /** The folder with the npm packages that .ci/run installs. */
    public static Path npm() {
        String root = System.getProperty("bitauth.root", ".");
        Path folder = Path.of(System.getProperty("bitauth.npm", root + "/.npm")).toAbsolutePath();
        requirePrograms("node");
        for (String name : new String[] {"bitauth", "express", "body-parser", "http-message-signatures"}) {
            require(
                    "npm " + name,
                    () -> Files.isDirectory(folder.resolve("node_modules").resolve(name)));
        }
        return folder;
    }

    private static void require(String peer, BooleanSupplier isThere) {
        if (!isThere.getAsBoolean()) {
            throw missing(peer);
        }
    }

    /** What to throw when a peer cannot be started on this machine: leaves the test out, or is a failure. */
    public static RuntimeException missing(String peer) {
        if ("required".equals(System.getenv("BITAUTH_PEERS"))) {
            Assertions.fail("missing peer: " + peer);
        }
        System.err.println("MISSING PEER " + peer + ": a test was left out");
        try {
            Files.createDirectories(MISSING.toAbsolutePath().getParent());
            Files.writeString(MISSING, peer + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestAbortedException("missing peer: " + peer);
    }
}
