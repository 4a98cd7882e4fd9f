package org.bitauth.cli.check;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program that asks nothing: bounded in time, and in what is read of its output. */
final class Program {
    private static final int MOST_BYTES = 64 * 1024;

    private Program() {}

    /**
     * What a program left behind.
     *
     * @param exitCode its exit code; 255, as ssh has it, if it could not be run or did not end in time
     * @param out standard output
     * @param err standard error
     */
    record Ended(int exitCode, String out, String err) {
        /** The last line that is not empty: where a program says why it ended. */
        String lastWord() {
            return err.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce((first, second) -> second)
                    .orElse("it said nothing");
        }
    }

    static Ended run(Duration patience, List<String> command) {
        try {
            Path out = Files.createTempFile("bitauth", ".out");
            Path err = Files.createTempFile("bitauth", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                    return new Ended(255, "", command.get(0) + " did not end within " + patience.toSeconds() + " s");
                }
                return new Ended(process.exitValue(), read(out), read(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            return new Ended(255, "", command.get(0) + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(255, "", "interrupted");
        }
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }
}
