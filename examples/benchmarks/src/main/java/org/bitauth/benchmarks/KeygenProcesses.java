package org.bitauth.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.Principals;

/** Certificates made by a process of {@code ssh-keygen -s} for each, with the fields that ours have. */
final class KeygenProcesses implements AutoCloseable {
    // The second line of a shell's times: what its children took, user and system.
    private static final Pattern TIMES = Pattern.compile("\\n(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");
    private static final String LOOP =
            "n=$1; shift; while [ $n -gt 0 ]; do \"$@\" || exit 1; n=$((n - 1)); done; times";

    private final Path folder;
    private final List<String> command;

    /** Seconds for each certificate. */
    record Cost(double processor, double wall) {}

    KeygenProcesses(String login, String instance) throws IOException {
        folder = Files.createTempDirectory("bitauth-keygen");
        Path ca = key("ca");
        Path user = key("user");
        String sin = BitauthKey.generate().sin().value();
        String principal = Principals.of(BitauthKey.generate().sin(), instance, login);
        command = List.of(
                "ssh-keygen",
                "-q",
                "-s",
                ca.toString(),
                "-I",
                "sin:" + sin,
                "-n",
                principal,
                "-V",
                "-1m:+5m",
                "-z",
                "7654321",
                "-O",
                "clear",
                "-O",
                "permit-pty",
                user + ".pub");
    }

    /** Signs some certificates, one process after the other; the shell that starts them does not count. */
    Cost sign(int certificates) throws IOException {
        String[] line = Stream.concat(
                        Stream.of("bash", "-c", LOOP, "bash", Integer.toString(certificates)), command.stream())
                .toArray(String[]::new);
        long begin = System.nanoTime();
        Programs.Result result = Programs.run(Map.of("LC_ALL", "C"), line);
        double wall = (System.nanoTime() - begin) / 1e9;
        Matcher times = TIMES.matcher("\n" + result.output());
        if (result.exitCode() != 0 || !times.find() || !times.find()) {
            throw new IOException("ssh-keygen: " + result.output());
        }
        double processor = 60 * (Integer.parseInt(times.group(1)) + Integer.parseInt(times.group(3)))
                + Double.parseDouble(times.group(2))
                + Double.parseDouble(times.group(4));
        return new Cost(processor / certificates, wall / certificates);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path key(String name) throws IOException {
        Path file = folder.resolve(name);
        Programs.Result result =
                Programs.run(Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file.toString());
        if (result.exitCode() != 0) {
            throw new IOException("ssh-keygen: " + result.output());
        }
        return file;
    }
}
