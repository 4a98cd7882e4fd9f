package org.bitauth.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bitauth.keystone.lab.KeystoneServer;
import org.bitauth.keystone.lab.KeystoneSettings;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.opentest4j.TestAbortedException;

/**
 * What one command costs the processor, from its launcher on: the packaged {@code bitauth} with a {@code bitauth serve} on
 * loopback, and {@code openstack token issue} with a password at a real Keystone, in turn within each round. Medians, and
 * ratios to the latter.
 */
public final class CliStart implements AutoCloseable {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 15;
    private static final String PEER = "openstack token issue";

    private final Path launcher =
            Path.of(System.getProperty("bitauth.root"), "examples", "bitauth-cli", "target", "bitauth");
    private final Map<String, String> environment;
    private final Path folder;
    private final String key;
    private final Process cloud;
    private final String url;

    private CliStart() throws IOException {
        folder = Files.createTempDirectory("bitauth-start");
        environment = Map.of("JAVA_HOME", System.getProperty("java.home"), "HOME", folder.toString());
        key = folder.resolve("key").toString();
        String sin = run("key", "new", key).strip();
        String state = folder.resolve("state").toString();
        ProcessBuilder serve = new ProcessBuilder(launcher.toString(), "serve", "--state", state, "--allow", sin)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        serve.environment().putAll(environment);
        cloud = serve.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(cloud.getInputStream(), StandardCharsets.US_ASCII));
        url = String.valueOf(out.readLine());
    }

    public static void main(String[] arguments) throws IOException {
        try {
            KeystoneServer.requireKeystone();
            Peers.requirePrograms("openstack", "bash");
        } catch (TestAbortedException e) {
            System.out.println("left out: " + e.getMessage());
            return;
        }
        try (CliStart commands = new CliStart();
                KeystoneServer keystone = KeystoneServer.start(KeystoneSettings.of(KeystoneSettings.Provider.FERNET))) {
            commands.measure(keystone);
        }
    }

    private void measure(KeystoneServer keystone) throws IOException {
        Map<String, List<String>> commands = commands();
        Map<String, Samples> seconds = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            Files.deleteIfExists(folder.resolve("new"));
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                add(seconds, round, command.getKey(), ProcessorTime.of(environment, command.getValue()));
            }
            List<String> issue = List.of("openstack", "token", "issue", "-f", "value", "-c", "id");
            add(seconds, round, PEER, ProcessorTime.of(keystone.adminEnvironment(), issue));
        }
        System.out.println("java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, class archive "
                + (Files.exists(launcher.resolveSibling("bitauth.jsa")) ? "made" : "not made")
                + ", processor seconds, medians of " + ROUNDS);
        double peer = seconds.get(PEER).median();
        seconds.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%-28s %6.3f   least %6.3f   ratio %.2f%n",
                name,
                all.median(),
                all.least(),
                all.median() / peer));
    }

    private static void add(Map<String, Samples> seconds, int round, String name, double value) {
        if (round >= WARM_UPS) {
            seconds.computeIfAbsent(name, one -> new Samples()).add(value);
        }
    }

    private Map<String, List<String>> commands() {
        List<String> cert = List.of(
                "ssh",
                "cert",
                url,
                "--key",
                key,
                "--login",
                "root",
                "--instance",
                "web-1",
                "--out",
                folder.resolve("ssh").toString());
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("bitauth --version", line("--version"));
        commands.put("bitauth --help", line("--help"));
        commands.put("bitauth key new", line("key", "new", folder.resolve("new").toString()));
        commands.put("bitauth key show", line("key", "show", key));
        commands.put("bitauth secret new", line("secret", "new"));
        commands.put("bitauth ssh config --help", line("ssh", "config", "--help"));
        commands.put(
                "bitauth ssh cert --self",
                Stream.concat(line(cert.toArray(String[]::new)).stream(), Stream.of("--self"))
                        .toList());
        commands.put("bitauth login", line("login", url, "--key", key));
        commands.put("bitauth ssh ca", line("ssh", "ca", url));
        commands.put("bitauth ssh cert", line(cert.toArray(String[]::new)));
        return commands;
    }

    private List<String> line(String... words) {
        return Stream.concat(Stream.of(launcher.toString()), Stream.of(words)).toList();
    }

    private String run(String... words) throws IOException {
        Programs.Result result = Programs.run(environment, line(words).toArray(String[]::new));
        if (result.exitCode() != 0) {
            throw new IOException("the command must be packaged at " + launcher + ": " + result.output());
        }
        return result.output();
    }

    @Override
    public void close() throws IOException {
        cloud.destroy();
        cloud.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
