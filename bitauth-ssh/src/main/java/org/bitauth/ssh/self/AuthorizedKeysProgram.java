package org.bitauth.ssh.self;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program {@code bitauth-authorized-keys}, which sshd asks whom to let in: C on OpenSSL's libcrypto, 1.1.1 or newer.
 * Its source is in this library; it is built on the instance or on a machine of the same kind, with a C compiler and
 * libcrypto's headers ({@code gcc libc6-dev libssl-dev} of Debian).
 */
public final class AuthorizedKeysProgram {
    /** The program's name. */
    public static final String NAME = "bitauth-authorized-keys";
    /** Where it is installed; sshd runs no program below a folder that others may write to. */
    public static final String PATH = "/usr/local/sbin/" + NAME;
    /** The system user that sshd runs it as, and who is nobody else. */
    public static final String ACCOUNT = "bitauth-ssh";
    /** The folder with what it reads. */
    public static final String FOLDER = "/etc/bitauth";

    private static final int LIMIT_SECONDS = 60;
    private static final List<String> FLAGS = List.of(
            "-O2",
            "-Wall",
            "-Wextra",
            "-fstack-protector-strong",
            "-D_FORTIFY_SOURCE=2",
            "-fPIE",
            "-pie",
            "-Wl,-z,relro,-z,now",
            "-s");

    private AuthorizedKeysProgram() {}

    /**
     * The source.
     *
     * @return one file of C, ASCII
     */
    public static String source() {
        try (InputStream in = AuthorizedKeysProgram.class.getResourceAsStream(NAME + ".c")) {
            if (in == null) {
                throw new IllegalStateException(NAME + ".c must be in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The command that builds it, with source and program in the working folder.
     *
     * @param further flags, such as {@code -DBITAUTH_FOLDER="…"} for another folder than {@link #FOLDER}
     * @return program and arguments, the compiler being {@code cc}
     */
    public static List<String> command(String... further) {
        List<String> command = new ArrayList<>(List.of("cc"));
        command.addAll(FLAGS);
        command.addAll(List.of(further));
        command.addAll(List.of("-o", NAME, NAME + ".c", "-lcrypto"));
        return List.copyOf(command);
    }

    /**
     * The two lines for {@code sshd_config}.
     *
     * @return keyword and value
     */
    public static List<String> sshdConfig() {
        return sshdConfig(PATH, ACCOUNT);
    }

    /**
     * The two lines for {@code sshd_config}. They hand the program login, type and key, never sshd's {@code %C}, which some
     * versions take and then fail at every login.
     *
     * @param program where it is
     * @param account the system user that sshd runs it as
     * @return keyword and value
     */
    public static List<String> sshdConfig(String program, String account) {
        return List.of("AuthorizedKeysCommand " + program + " %u %t %k", "AuthorizedKeysCommandUser " + account);
    }

    /**
     * Builds it with this machine's compiler.
     *
     * @param further flags
     * @return the program's bytes, the same for the same source and compiler
     * @throws IOException if there is no compiler or library, or it takes more than a minute; the message is the compiler's
     */
    public static byte[] build(String... further) throws IOException {
        Path folder = Files.createTempDirectory("bitauth-cc");
        try {
            Files.writeString(folder.resolve(NAME + ".c"), source());
            Path log = folder.resolve("log");
            Process process = new ProcessBuilder(command(further))
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!ends(process) || process.exitValue() != 0) {
                throw new IOException("cc must build the program: " + Files.readString(log, StandardCharsets.UTF_8));
            }
            return Files.readAllBytes(folder.resolve(NAME));
        } finally {
            delete(folder);
        }
    }

    private static boolean ends(Process process) throws IOException {
        try {
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
