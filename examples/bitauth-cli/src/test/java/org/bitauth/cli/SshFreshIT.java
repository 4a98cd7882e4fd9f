package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that ssh runs before a login, by every shell that may be {@code /bin/sh}. */
class SshFreshIT {
    private static final String HOST = "web-1.i.cloud.example";

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void install() throws IOException {
        Files.copy(Launcher.COMMAND.resolveSibling("bitauth-ssh-fresh"), folder.resolve("bitauth-ssh-fresh"));
        Path command = Files.writeString(
                folder.resolve("bitauth"), "#!/bin/sh\nprintf '<%s>' \"$@\" >\"$(dirname \"$0\")/call\"\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(folder.resolve("a b/certificates"));
        Files.writeString(
                folder.resolve("a b/settings"),
                "Zone: i.cloud.example\nCloud: https://cloud.example/v3\nKey: /home/a b/key\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void asksForTheCertificateOfThisLogin(String shell) throws IOException {
        assertThat(fresh(shell, HOST, "debian").output()).isEmpty();

        String zone = folder + "/a b";
        assertThat(folder.resolve("call"))
                .hasContent("<ssh><cert><https://cloud.example/v3><--key=/home/a b/key><--login=debian>"
                        + "<--instance=web-1><--out=" + zone + "/id><--certificate=" + zone + "/certificates/debian@"
                        + HOST + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void takesCapitalsForSmallLetters(String shell) throws IOException {
        fresh(shell, "WEB-1.I.Cloud.Example", "debian");

        assertThat(folder.resolve("call"))
                .content()
                .contains("<--instance=web-1>", "certificates/debian@WEB-1.I.Cloud.Example>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void believesACertificateWhileItIsFreshAndNoLonger(String shell) throws IOException {
        long now = InstantSource.system().instant().getEpochSecond();

        assertThat(starts(shell, "#fresh " + (now - 100) + " " + (now + 100))).isFalse();
        assertThat(starts(shell, "#fresh " + (now - 100) + " " + (now - 1))).isTrue();
        assertThat(starts(shell, "#fresh " + (now + 100) + " " + (now + 200))).isTrue(); // the clock was set back
        assertThat(starts(shell, "#fresh " + (now - 100) + " x" + (now + 100))).isTrue();
        assertThat(starts(shell, "#fresh " + (now - 100))).isTrue();
        assertThat(starts(shell, "#fresh")).isTrue();
        assertThat(starts(shell, "ssh-ed25519-cert-v01@openssh.com " + (now - 100) + " " + (now + 100)))
                .isTrue();
        assertThat(starts(shell, "")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void refusesNamesThatNoInstanceHas(String shell) throws IOException {
        List<String> hosts = List.of(
                "",
                ".i.cloud.example",
                "i.cloud.example",
                "web-1",
                "web-1.other.example",
                "web-1.i.cloud.example.",
                "web-1xi.cloud.example",
                "-web.i.cloud.example",
                "a/../b.i.cloud.example",
                "a b.i.cloud.example",
                "a\n.i.cloud.example",
                "$x.i.cloud.example",
                "*.i.cloud.example",
                "w".repeat(65) + ".i.cloud.example");
        for (String host : hosts) {
            assertRefused(fresh(shell, host, "debian"));
        }
        for (String login : List.of("", "-l", "a b", "a/b", "../a", "a\nb", "$(id)", "a'b", "*", "l".repeat(65))) {
            assertRefused(fresh(shell, HOST, login));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void saysWhereTheFolderIsNotWhole(String shell) throws IOException {
        Files.delete(folder.resolve("a b/settings"));

        Programs.Result result = fresh(shell, HOST, "debian");

        assertRefused(result);
        assertThat(result.output()).contains("run 'bitauth ssh config' again");
    }

    private boolean starts(String shell, String firstLine) throws IOException {
        Files.deleteIfExists(folder.resolve("call"));
        Files.writeString(
                folder.resolve("a b/certificates/debian@" + HOST),
                firstLine + "\nssh-ed25519-cert-v01@openssh.com x\n");
        assertThat(fresh(shell, HOST, "debian").exitCode()).isZero();
        return Files.exists(folder.resolve("call"));
    }

    private void assertRefused(Programs.Result result) {
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).startsWith("bitauth: no certificate: ").hasLineCount(1);
        assertThat(folder.resolve("call")).doesNotExist();
    }

    private Programs.Result fresh(String shell, String host, String login) throws IOException {
        Peers.requirePrograms(shell);
        List<String> command = new ArrayList<>(List.of(shell));
        if (shell.equals("busybox")) {
            command.add("sh");
        }
        command.addAll(List.of(folder.resolve("bitauth-ssh-fresh").toString(), folder + "/a b", host, login));
        return Programs.run(Map.of(), command.toArray(String[]::new));
    }
}
