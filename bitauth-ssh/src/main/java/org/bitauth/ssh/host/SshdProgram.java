package org.bitauth.ssh.host;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bitauth.SecretAccess;
import org.bitauth.ssh.SshKeyPair;

/**
 * An installed OpenSSH sshd, asked what it makes of a configuration. It runs in test mode on a copy, with a host key of
 * the moment: neither the host keys nor the configuration of this machine have a part in the answer.
 */
public final class SshdProgram {
    private static final int LIMIT_SECONDS = 20;
    private static final int MOST_SHOWN = 2_000;
    private static final Path SEPARATION = Path.of("/run/sshd");

    private final Path program;

    private SshdProgram(Path program) {
        this.program = program;
    }

    /**
     * A program.
     *
     * @param program an absolute path, without which sshd does not start
     * @return the program
     */
    public static SshdProgram of(Path program) {
        return new SshdProgram(program.toAbsolutePath());
    }

    /**
     * What sshd would do for connections that no {@code Match} block is about.
     *
     * @param root where the configuration is
     * @param instead the content that some of its files would have
     * @return values by keyword, in lower case; the first one where there are several
     */
    Map<String, String> effective(HostRoot root, Map<String, String> instead) throws IOException, RefusedException {
        if (!Files.isExecutable(program)) {
            throw new RefusedException(SetupRefusal.NO_SSHD, program + " must be there to check the configuration");
        }
        Path folder = Files.createTempDirectory("bitauth-sshd-check");
        try {
            Path copy = new SshdMirror(root, instead, folder).copy(SshdBlock.MAIN_FILE);
            Path key = Files.createFile(
                    folder.resolve("key"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, SshKeyPair.generate().privateKeyFile(SecretAccess.EXPORT));
            makeSeparationFolder(folder);
            return ask(folder, List.of(program.toString(), "-T", "-f", copy.toString(), "-h", key.toString()));
        } finally {
            delete(folder);
        }
    }

    private static Map<String, String> ask(Path folder, List<String> command) throws IOException, RefusedException {
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out)
                .redirectError(err)
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("sshd must check its configuration within " + LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            String said =
                    Files.readString(err.toPath(), StandardCharsets.ISO_8859_1).strip();
            throw new RefusedException(
                    SetupRefusal.REFUSED_BY_SSHD,
                    said.substring(0, Math.min(said.length(), MOST_SHOWN)).replaceAll("\\s*[\r\n]+\\s*", "; "));
        }
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(out.toPath(), StandardCharsets.ISO_8859_1)) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                values.putIfAbsent(line.substring(0, blank).toLowerCase(Locale.ROOT), line.substring(blank + 1));
            }
        }
        return values;
    }

    /** As root, sshd wants an empty folder even to check a file. It stays: an sshd that was started meanwhile needs it. */
    private static void makeSeparationFolder(Path ours) throws IOException {
        if (Files.getAttribute(ours, "unix:uid").equals(0) && Files.notExists(SEPARATION, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(SEPARATION);
            Files.setPosixFilePermissions(SEPARATION, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
