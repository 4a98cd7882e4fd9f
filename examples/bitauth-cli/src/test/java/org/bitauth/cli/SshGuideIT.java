package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.house.MarkdownBlocks;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the users' commands of docs/ssh.md as they stand, as a user who has done nothing before. What is other than there:
 * the URL, the login, the folder {@code /srv}, and where ssh looks for its configuration, since that is the home folder of
 * the system's user whatever the environment says.
 */
class SshGuideIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void commandsOfTheGuideWork() throws Exception {
        Peers.requirePrograms("sh", "ssh", "sshd", "ssh-keygen", "ssh-keyscan", "scp", "rsync", "git");
        String guide = Files.readString(MarkdownBlocks.ROOT.resolve("docs/ssh.md"));
        String section = guide.replaceFirst("(?s).*?\n## For users\n", "").replaceFirst("(?s)\n## .*", "");
        assertThat(section).contains("Put `Include bitauth.conf` at the top of `~/.ssh/config`");
        List<String> blocks = MarkdownBlocks.of("sh").stream()
                .map(MarkdownBlocks::text)
                .filter(section::contains)
                .toList();
        assertThat(blocks).hasSize(3);
        Path home = prepare();
        try (SshUser user = new SshUser(folder)) {
            user.configure();
            Files.writeString(user.config, "Include " + home + "/.ssh/bitauth.conf\n");
            try (OpenSshServer instance = user.instance("web-1")) {
                String commands = blocks.stream()
                        .map(block -> block.replace(
                                "https://cloud.example/v3", user.cloud.url() + " --zone " + ZoneCloud.ZONE))
                        .map(block -> block.replace("debian@", SshUser.LOGIN + "@"))
                        .map(block -> block.replace("/srv/", folder + "/srv/"))
                        .collect(Collectors.joining());

                Ended ended = user.launcher.shell(environment(user, home), "set -eu; cd \"$HOME\"\n" + commands);

                assertThat(ended.exitCode())
                        .as(ended.out() + ended.err() + instance.log())
                        .isZero();
                assertThat(ended.out()).contains("ok      login: ").doesNotContain("missing", "unknown");
                assertThat(folder.resolve("srv/notes.txt")).exists();
                assertThat(folder.resolve("srv/site/index.html")).exists();
                assertThat(home.resolve("project/.git")).exists();
                assertThat(home.resolve(".ssh/bitauth/" + ZoneCloud.ZONE + "/settings"))
                        .exists();
            }
        }
    }

    private Path prepare() throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve(".ssh"));
        Files.createDirectories(home.resolve("site"));
        Files.writeString(home.resolve("notes.txt"), "notes");
        Files.writeString(home.resolve("site/index.html"), "site");
        Files.createDirectories(folder.resolve("srv"));
        Process git = new ProcessBuilder(
                        "git",
                        "init",
                        "-q",
                        "--bare",
                        folder.resolve("srv/project.git").toString())
                .start();
        assertThat(git.waitFor()).isZero();
        return home;
    }

    /** Programs that read this user's configuration as they would read {@code ~/.ssh/config}. */
    private Map<String, String> environment(SshUser user, Path home) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("path"));
        for (String name : List.of("ssh", "scp")) {
            Path program = Files.writeString(
                    programs.resolve(name),
                    "#!/bin/sh\nPATH=${PATH#*:} exec " + name + " -F '" + user.config + "' \"$@\"\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        return Map.of(
                "HOME",
                home.toString(),
                "BITAUTH_KEY_FILE",
                user.key.toString(),
                "JAVA_TOOL_OPTIONS",
                "-Duser.home=" + home,
                "PATH",
                programs + ":" + Launcher.path());
    }
}
