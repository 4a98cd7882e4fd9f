package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SshCommandTest {
    @TempDir
    private Path folder;

    private DemoServer server;

    @BeforeEach
    void start() throws Exception {
        server = new DemoServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void printsTheAuthority() {
        CommandRun run = CommandRun.of("ssh", "ca", server.url());

        assertThat(SshPublicKey.parse(run.out()).line()).isEqualTo(run.out().strip());
    }

    @Test
    void writesKeyAndCertificate() throws Exception {
        CommandRun run = certificate(server.key(), "id");

        assertThat(run.exitCode()).as(run.err()).isZero();
        Path key = folder.resolve("id");
        SshPublicKey pair = SshKeyPair.parse(Files.readString(key)).publicKey();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(SshPublicKey.parse(Files.readString(folder.resolve("id.pub"))))
                .isEqualTo(pair);
        assertThat(Files.readString(folder.resolve("id-cert.pub"))).startsWith("ssh-ed25519-cert-v01@openssh.com ");
    }

    @Test
    void renewsTheCertificateAndKeepsTheKey() throws Exception {
        certificate(server.key(), "id");
        String key = Files.readString(folder.resolve("id"));
        String certificate = Files.readString(folder.resolve("id-cert.pub"));

        assertThat(certificate(server.key(), "id").exitCode()).isZero();

        assertThat(Files.readString(folder.resolve("id"))).isEqualTo(key);
        assertThat(Files.readString(folder.resolve("id-cert.pub"))).isNotEqualTo(certificate);
    }

    @Test
    void leavesAFileAloneThatIsNoKey() throws Exception {
        Path precious = Files.writeString(folder.resolve("id"), "precious");
        Files.setPosixFilePermissions(precious, PosixFilePermissions.fromString("rw-------"));

        CommandRun run = certificate(server.key(), "id");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(precious).hasContent("precious");
    }

    @Test
    void writesNothingWhereItIsRefused() throws Exception {
        Path stranger = folder.resolve("stranger");
        DemoServer.newKey(stranger);

        CommandRun run = certificate(stranger, "id");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("refused: 403");
        assertThat(folder.resolve("id")).doesNotExist();
        assertThat(folder.resolve("id-cert.pub")).doesNotExist();
    }

    @Test
    void endsWith2ForALoginThatCannotExist() {
        CommandRun run = CommandRun.of(
                "ssh",
                "cert",
                server.url(),
                "--key",
                server.key(),
                "--login",
                "a b",
                "--instance",
                "web-1",
                "--out",
                folder.resolve("id"));

        assertThat(run.exitCode()).isEqualTo(2);
    }

    private CommandRun certificate(Path key, String out) {
        return CommandRun.of(
                "ssh",
                "cert",
                server.url(),
                "--key",
                key,
                "--login",
                "debian",
                "--instance",
                "web-1",
                "--out",
                folder.resolve(out));
    }
}
