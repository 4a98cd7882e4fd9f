package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bitauth ssh host-setup} against the embedded cloud and the machine's own sshd. */
@SuppressWarnings("NullAway.Init")
class HostSetupCommandIT {
    private static final Sin ALICE = BitauthKey.ofHex("1".repeat(64)).sin();

    @TempDir
    private Path folder;

    private DemoServer server;
    private Path root;

    @BeforeEach
    void start() throws Exception {
        Peers.requirePrograms("sshd");
        server = new DemoServer(folder);
        root = folder.resolve("root");
        Files.createDirectories(
                root.resolve("etc/ssh"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(root.resolve("etc/ssh/sshd_config"), "Port 22\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void printsTheFilesUnlessToldOtherwise() throws IOException {
        CommandRun run = setup();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("=== /etc/ssh/bitauth_ca.pub 0644\nssh-ed25519 ")
                .contains("=== /etc/ssh/bitauth_principals/debian 0644\nsin:" + ALICE + "/web-1/debian\n")
                .contains("=== sshd_config\nTrustedUserCAKeys /etc/ssh/bitauth_ca.pub\n");
        assertThat(root.resolve("etc/ssh/bitauth_ca.pub")).doesNotExist();
    }

    @Test
    void appliesAndUndoes() throws IOException {
        CommandRun first = setup("--apply", "--root", root, "--sshd", sshd());
        CommandRun second = setup("--apply", "--root", root, "--sshd", sshd());
        CommandRun undone = CommandRun.of("ssh", "host-setup", "--undo", "--root", root);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("wrote /etc/ssh/bitauth_ca.pub\n").contains("wrote /etc/ssh/sshd_config\n");
        assertThat(second.out()).isEqualTo("nothing to change\n");
        assertThat(undone.out()).contains("removed /etc/ssh/bitauth_krl\n");
        assertThat(Files.readString(root.resolve("etc/ssh/sshd_config"))).isEqualTo("Port 22\n");
    }

    @Test
    void saysWhatSshdSays() throws IOException {
        Files.writeString(root.resolve("etc/ssh/sshd_config"), "Prot 22\n");

        CommandRun run = setup("--apply", "--root", root, "--sshd", sshd());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("refused, nothing was changed").contains("Prot");
        assertThat(root.resolve("etc/ssh/bitauth_ca.pub")).doesNotExist();
    }

    @Test
    void refusesALoginThatIsAPath() {
        CommandRun run = CommandRun.of(
                "ssh", "host-setup", server.url(), "--instance", "web-1", "--login", "..=" + ALICE, "--no-krl-timer");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("login and instance must be");
    }

    @Test
    void refusesAnOwnerThatIsNoIdentity() {
        CommandRun run = CommandRun.of(
                "ssh", "host-setup", server.url(), "--instance", "web-1", "--login", "debian=x", "--no-krl-timer");

        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void wantsAnInstanceUnlessItIsUndone() {
        assertThat(CommandRun.of("ssh", "host-setup", server.url(), "--login", "debian=" + ALICE)
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("ssh", "host-setup", server.url(), "--undo", "--root", root)
                        .exitCode())
                .isEqualTo(2);
    }

    private CommandRun setup(Object... further) {
        List<Object> words = new ArrayList<>(List.of(
                "ssh",
                "host-setup",
                server.url(),
                "--instance",
                "web-1",
                "--login",
                "debian=" + ALICE,
                "--no-krl-timer"));
        words.addAll(List.of(further));
        return CommandRun.of(words.toArray());
    }

    private static Path sshd() {
        return Programs.find("sshd").orElseThrow();
    }
}
