package org.bitauth.benchmarks.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/** The peers that are programs of their own. */
final class Peer {
    private static final Path SOURCES =
            Path.of(System.getProperty("bitauth.root", "../.."), "examples/benchmarks/src/main");

    private Peer() {}

    /** Debian's libsecp256k1 behind a loop in C, which is compiled here and now. */
    static Program libsecp256k1(List<Case> cases) throws IOException {
        Path folder = Files.createTempDirectory("bitauth-loop");
        Path program = folder.resolve("secp256k1-loop");
        try {
            Programs.Result compiled = Programs.run(
                    Map.of(),
                    "cc",
                    "-O2",
                    "-o",
                    program.toString(),
                    SOURCES.resolve("c/secp256k1-loop.c").toString(),
                    "-lsecp256k1");
            if (compiled.exitCode() != 0) {
                throw new IOException("libsecp256k1-dev and a C compiler are needed: " + compiled.output());
            }
            // It keeps running without its file.
            return new Program(List.of(program.toString()), cases);
        } finally {
            Files.deleteIfExists(program);
            Files.delete(folder);
        }
    }

    /** npm's bitauth in Node. */
    static Program npm(List<Case> cases) throws IOException {
        String script = SOURCES.resolve("node/bitauth-loop.mjs").toString();
        return new Program(List.of("node", "--no-warnings", script, Peers.npm().toString()), cases);
    }

    /** Which ones they are. */
    static String versions() {
        String packaged = "require(process.argv[1] + '/node_modules/bitauth/package.json').version";
        return "libsecp256k1 " + first("pkg-config", "--modversion", "libsecp256k1")
                + " (Debian " + first("dpkg-query", "-W", "-f", "${Version}", "libsecp256k1-dev") + "), "
                + first("cc", "--version")
                + ", Node " + first("node", "--version")
                + ", npm bitauth "
                + first("node", "-p", packaged, Peers.npm().toString());
    }

    private static String first(String... command) {
        Programs.Result result = Programs.run(Map.of(), command);
        return result.exitCode() == 0 ? result.output().lines().findFirst().orElse("?") : "?";
    }
}
