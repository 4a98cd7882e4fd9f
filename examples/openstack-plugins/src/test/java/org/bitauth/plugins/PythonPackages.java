package org.bitauth.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/** The two packages of this module, installed by Debian's pip without a network. */
final class PythonPackages {
    static final String PYTHON = "/usr/bin/python3";

    private static final Path MODULE = Path.of(
                    System.getProperty("bitauth.root", "../.."), "examples/openstack-plugins")
            .toAbsolutePath();

    private PythonPackages() {}

    /** Goes on only if pip can install packages here. */
    static void requirePip() {
        for (String module : List.of("pip", "setuptools", "wheel")) {
            Peers.requirePythonModule(module);
        }
    }

    static Path folder(String name) {
        return MODULE.resolve(name);
    }

    /** Installs both into a folder. The sources are copied first, since pip builds where they lie. */
    static void install(Path target) throws IOException {
        for (String name : List.of("keystone", "client")) {
            Path copy = target.resolveSibling(target.getFileName() + "-" + name);
            copy(name, copy);
            Programs.Result result = Programs.run(
                    Map.of("PIP_ROOT_USER_ACTION", "ignore", "PIP_NO_CACHE_DIR", "1"),
                    PYTHON,
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--no-index",
                    "--no-build-isolation",
                    "--target",
                    target.toString(),
                    copy.toString());
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
    }

    /** Copies the sources of one. */
    static void copy(String name, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(folder(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(folder(name).relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }
}
