package org.bitauth.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** Runs the commands whose classes the archive has, at a cloud on a loopback address, and prints nothing. */
final class ArchivedCommands {
    private ArchivedCommands() {}

    /**
     * Runs the commands, and ends the process: 0 if all of them did.
     *
     * @param arguments the cloud's URL, and a folder with {@code key}, a key that it lets in
     */
    public static void main(String[] arguments) {
        String cloud = arguments[0];
        Path folder = Path.of(arguments[1]);
        String key = folder.resolve("key").toString();
        String ssh = folder.resolve("ssh").toString();
        List<List<String>> commands = List.of(
                List.of("--version"),
                List.of("--help"),
                List.of("key", "new", folder.resolve("other").toString()),
                List.of("key", "show", key),
                List.of("key", "show", "--json", key),
                List.of("login", cloud, "--key", key),
                List.of("login", cloud, "--key", key, "--scope", "project:demo@Default", "--format", "json"),
                List.of("ssh", "ca", cloud),
                List.of("ssh", "cert", cloud, "--key", key, "--login", "user", "--instance", "web-1", "--out", ssh),
                List.of(
                        "ssh",
                        "cert",
                        cloud,
                        "--key",
                        key,
                        "--login",
                        "user",
                        "--instance",
                        "web-1",
                        "--out",
                        ssh,
                        "--self"),
                List.of("ssh", "config", "--help"),
                List.of("ssh", "check", "--help"),
                List.of("ssh", "derive", "--help"),
                List.of("request", "GET", cloud, "--key", key),
                List.of("secret", "new"),
                List.of("admin", "help"));
        System.exit(commands.stream().mapToInt(ArchivedCommands::run).max().orElse(0));
    }

    private static int run(List<String> words) {
        String[] line = words.toArray(String[]::new);
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine command = BitauthCommand.commandLine(line).setOut(nowhere);
        int exitCode = command.execute(line);
        if (exitCode != 0) {
            System.err.println("bitauth " + String.join(" ", words) + " ended with " + exitCode);
        }
        return exitCode;
    }
}
