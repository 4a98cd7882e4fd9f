package org.bitauth.ssh.lab;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** OpenSSH's programs as this machine has them. */
final class OpenSshPrograms {
    private static final int LIMIT_SECONDS = 30;

    private OpenSshPrograms() {}

    /** Looks for a program on the path, and where distributions put daemons. */
    static Optional<Path> find(String program) {
        String folders = System.getenv().getOrDefault("PATH", "")
                + File.pathSeparator
                + String.join(File.pathSeparator, "/usr/sbin", "/usr/local/sbin");
        for (String folder : folders.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder, program).toAbsolutePath();
            if (!folder.isEmpty() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The absolute path, without which sshd does not start. */
    static String path(String program) throws IOException {
        return find(program)
                .orElseThrow(() -> new IOException(program + " must be installed"))
                .toString();
    }

    /** Makes an Ed25519 key without a pass phrase, and its {@code .pub} file. */
    static void generateKey(Path file) throws IOException {
        Path output = file.resolveSibling("ssh-keygen.log");
        Process process = start(
                output, List.of(path("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file.toString()));
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("ssh-keygen made no key: " + read(output));
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts a program with both its streams in a file. */
    static Process start(Path output, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
