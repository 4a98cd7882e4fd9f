package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hosts and logins that somebody else chose, as those of a git submodule are: nothing in them is ever run. An ssh of today
 * refuses most of them by itself; the block must hold with one that does not, so the second half of the tests does what
 * such an ssh does, with every shell at hand.
 */
@SuppressWarnings("NullAway.Init")
class SshHostileNamesIT {
    private static final List<String> WORDS = List.of(
            "$(touch canary)",
            "`touch canary`",
            ";touch canary;",
            "|touch canary|",
            "&touch canary&",
            "' touch canary '",
            "';touch canary;'",
            "\\';touch canary;'",
            "\";touch canary;\"",
            "x\\",
            "x\ntouch canary\n",
            "$[+]\ntouch canary\n",
            "-oProxyCommand=touch canary",
            "--certificate=canary",
            "../../canary",
            "!!",
            "*");

    @TempDir
    private Path folder;

    private SshUser user;

    @BeforeEach
    void configure() throws Exception {
        Peers.requirePrograms("ssh", "sh");
        user = new SshUser(folder);
        user.configure();
    }

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void sshRunsNothingOfAHost() throws Exception {
        for (String word : WORDS) {
            for (String option : List.of("-G", "-oBatchMode=yes")) {
                ssh(option, "-l", "debian", "--", word + "." + ZoneCloud.ZONE);
                ssh(option, "--", "debian@" + word + "." + ZoneCloud.ZONE);
            }
        }
        nothingHappened();
    }

    @Test
    void sshRunsNothingOfALogin() throws Exception {
        for (String word : WORDS) {
            ssh("-G", "-l", word, "web-1." + ZoneCloud.ZONE);
            ssh("-G", "--", word + "@web-1." + ZoneCloud.ZONE);
            ssh("-oBatchMode=yes", "-l", word, "web-1." + ZoneCloud.ZONE);
        }
        nothingHappened();
    }

    @Test
    void gitRunsNothingOfASubmodule() throws Exception {
        Peers.requirePrograms("git");
        Path repository = Files.createDirectory(folder.resolve("repository"));
        git(repository, "init", "-q");
        for (String word : WORDS) {
            String url = "ssh://" + word.replace("\n", "%0a") + "@web-1." + ZoneCloud.ZONE + "/x";
            Files.writeString(
                    repository.resolve(".gitmodules"),
                    "[submodule \"x\"]\n\tpath = x\n\turl = \""
                            + url.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n");
            git(repository, "-c", "protocol.allow=always", "submodule", "update", "--init", "--remote");
            git(repository, "ls-remote", url);
            git(repository, "ls-remote", word.replace("\n", "") + "@web-1." + ZoneCloud.ZONE + ":x");
        }
        nothingHappened();
    }

    /** What ssh did before it looked at names itself: it put them into the command as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash", "zsh", "fish", "busybox"})
    void shellsRunNothingOfNamesThatTheBlockLetsThrough(String shell) throws Exception {
        Peers.requirePrograms(shell);
        String exec = Files.readAllLines(user.config).stream()
                .filter(line -> line.contains(" exec "))
                .map(line -> line.replaceFirst(".* exec \"(.*)\"$", "$1"))
                .findFirst()
                .orElseThrow();
        List<String> through = WORDS.stream()
                .filter(word -> !word.contains("'") && !word.contains("\\"))
                .toList();
        assertThat(through).hasSizeGreaterThan(10);
        for (String host : through) {
            for (String login : through) {
                String command = exec.replace("%n", host + "." + ZoneCloud.ZONE).replace("%r", login);
                String[] words = shell.equals("busybox")
                        ? new String[] {shell, "sh", "-c", command}
                        : new String[] {shell, "-c", command};
                run(words);
            }
        }
        nothingHappened();
    }

    @Test
    void warnsWhoeverHasACShell() throws Exception {
        Object[] config = {
            "ssh", "config", user.cloud.url(), "--zone", ZoneCloud.ZONE, "--folder", user.zone, "--key", user.key
        };

        assertThat(user.launcher
                        .start(Map.of("SHELL", "/bin/tcsh"), config)
                        .end()
                        .err())
                .contains("CVE-2025-61984");
        assertThat(user.launcher
                        .start(Map.of("SHELL", "/bin/bash"), config)
                        .end()
                        .err())
                .isEmpty();
    }

    /** Of such names an ssh of today lets two through by itself. The script would refuse them: it is not even started. */
    @Test
    void theBlockLetsNoNameThroughThatEndsAQuotedWord() throws Exception {
        Files.writeString(folder.resolve("programs/bitauth-ssh-fresh"), "#!/bin/sh\necho x >>'" + user.calls() + "'\n");

        for (String login : List.of("a\\b", "\\a")) {
            ssh("-G", "-l", login, "web-1." + ZoneCloud.ZONE);
        }
        assertThat(user.starts()).isZero();

        ssh("-G", "-l", "a b", "web-1." + ZoneCloud.ZONE);
        assertThat(user.starts()).isOne(); // so the block applies at all
    }

    private void ssh(String... words) {
        run(Stream.concat(Stream.of("ssh", "-F", user.config.toString()), Stream.of(words))
                .toArray(String[]::new));
    }

    private void git(Path repository, String... words) {
        String[] command = Stream.concat(
                        Stream.of("env", "GIT_SSH_COMMAND=ssh -oBatchMode=yes -F '" + user.config + "'", "git", "-C"),
                        Stream.concat(Stream.of(repository.toString()), Stream.of(words)))
                .toArray(String[]::new);
        run(command);
    }

    /** In the folder of this test, so that a canary would land here. */
    private void run(String... words) {
        String[] command = Stream.concat(
                        Stream.of("sh", "-c", "cd \"$0\" && exec \"$@\"", folder.toString()), Stream.of(words))
                .toArray(String[]::new);
        assertThat(Programs.run(Map.of(), command).output()).doesNotContain("(yes/no");
    }

    private void nothingHappened() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("canary");
        }
        assertThat(user.starts()).isZero();
    }
}
