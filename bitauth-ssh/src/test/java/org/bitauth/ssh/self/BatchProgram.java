package org.bitauth.ssh.self;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/** The program in C, built for tests: its decision at any time, in any folder, for many logins at once. */
final class BatchProgram {
    private static final String BATCH = AuthorizedKeysProgram.NAME + "-batch.c";

    private final Path program;

    private BatchProgram(Path program) {
        this.program = program;
    }

    /** Builds it with these flags beside those of the installed one. */
    static BatchProgram build(Path folder, String... flags) throws IOException {
        Peers.requirePrograms("cc");
        Peers.requireFiles("/usr/include/openssl/evp.h");
        Files.writeString(folder.resolve(AuthorizedKeysProgram.NAME + ".c"), AuthorizedKeysProgram.source());
        try (InputStream in = BatchProgram.class.getResourceAsStream(BATCH)) {
            if (in == null) {
                throw new IllegalStateException(BATCH + " must be there");
            }
            Files.write(folder.resolve(BATCH), in.readAllBytes());
        }
        List<String> command = new ArrayList<>(AuthorizedKeysProgram.command(flags));
        command.remove("-s");
        command.set(command.indexOf("-o") + 1, folder.resolve("batch").toString());
        command.set(command.indexOf("-o") + 2, folder.resolve(BATCH).toString());
        command.add(1, "-Werror");
        Programs.Result result = Programs.run(Map.of(), command.toArray(String[]::new));
        assertThat(result.output()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return new BatchProgram(folder.resolve("batch"));
    }

    /** What it says to each of these logins: login, type and key with tabs between. */
    List<String> answers(Path folder, long now, List<String> logins) throws IOException {
        Path in = Files.write(program.resolveSibling("in"), logins, StandardCharsets.ISO_8859_1);
        Path out = program.resolveSibling("out");
        Process process = new ProcessBuilder(program.toString(), folder.toString(), Long.toString(now))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(program.resolveSibling("err").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
        assertThat(program.resolveSibling("err")).content().isEmpty();
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(out, StandardCharsets.ISO_8859_1);
    }
}
