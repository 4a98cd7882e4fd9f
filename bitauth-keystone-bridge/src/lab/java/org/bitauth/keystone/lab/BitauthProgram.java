package org.bitauth.keystone.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitauth.peers.Programs;

/**
 * The {@code bitauth} command as it is packaged, with one key file, and trust in one cloud's certificate.
 *
 * @param certificate whom it trusts
 * @param key the key file
 */
public record BitauthProgram(ServerCertificate certificate, Path key) {
    /**
     * Runs the command to its end.
     *
     * @param words its arguments
     * @return the last line that it prints
     * @throws IOException if it does not end with 0; the message quotes it
     */
    public String lastLine(String... words) throws IOException {
        List<String> command = command(words);
        Programs.Result result = Programs.run(environment(), command.toArray(String[]::new));
        if (result.exitCode() != 0) {
            throw new IOException("bitauth must end with 0: " + result.output());
        }
        List<String> lines = result.output().lines().toList();
        return lines.get(lines.size() - 1);
    }

    /**
     * Starts the command.
     *
     * @param words its arguments
     * @return the process, with both its streams in one
     * @throws IOException if it does not start
     */
    public Process start(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(words)).redirectErrorStream(true);
        builder.environment().putAll(environment());
        return builder.start();
    }

    private static List<String> command(String... words) throws IOException {
        Path root = Path.of(System.getProperty("bitauth.root", "../.."));
        List<String> command = new ArrayList<>(List.of(
                root.resolve("examples/bitauth-cli/target/bitauth").toRealPath().toString()));
        command.addAll(List.of(words));
        return command;
    }

    private Map<String, String> environment() {
        return Map.of(
                "BITAUTH_KEY_FILE",
                key.toString(),
                "JAVA_TOOL_OPTIONS",
                "-Djavax.net.ssl.trustStore=" + certificate.trustStore() + " -Djavax.net.ssl.trustStorePassword="
                        + ServerCertificate.PASSWORD);
    }
}
