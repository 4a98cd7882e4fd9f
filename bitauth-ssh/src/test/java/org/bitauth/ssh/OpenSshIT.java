package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates shown to an unmodified sshd by an unmodified ssh. */
class OpenSshIT {
    private static final String NOT_AUTHORIZED = "Certificate does not contain an authorized principal";

    private final TestCloud cloud = new TestCloud(TestCloud.URL, InstantSource.system());
    private final BitauthKey alice = BitauthKey.generate();
    private final SshKeyPair ssh = SshKeyPair.generate();
    private final String login = OpenSshServer.currentUser();
    private final CertificateRequest request = new CertificateRequest(ssh.publicKey(), login, "i-1");

    @AutoClose
    private OpenSshServer server;

    private Path folder;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
        folder = temporary;
        server = OpenSshServer.start(cloud.authority.publicKey(), "i-1", Map.of(login, List.of(alice.sin())));
    }

    @Test
    void letsTheOwnerIn() throws IOException {
        SshCertificate certificate = cloud.certificate(alice, request);
        Programs.Result result = login(Identification.write(folder, ssh, certificate.line()));

        assertThat(result.output()).isEqualTo("hello from " + login + "\n");
        assertThat(result.exitCode()).isZero();
        String serial = "serial " + certificate.serial();
        assertThat(cloud.lastEvent().detail()).contains(serial + ",");
        assertSays("Accepted certificate ID \"sin:" + alice.sin() + "\" (" + serial + ") signed by ED25519 CA "
                + cloud.caKey.publicKey().fingerprint());
        assertSays("Accepted publickey for " + login + " from 127.0.0.1");
        assertSays("ED25519-CERT " + ssh.publicKey().fingerprint() + " ID sin:" + alice.sin() + " (" + serial + ") CA");
    }

    @Test
    void givesTheOwnerATerminal() throws IOException {
        Path file = Identification.write(
                folder, ssh, cloud.certificate(alice, request).line());
        List<String> command = new ArrayList<>(server.sshCommand(file, login, "tty"));
        command.add(1, "-tt");

        assertThat(Programs.run(Map.of(), command.toArray(String[]::new)).output())
                .startsWith("/dev/pts/");
        assertSays("Starting session: command on pts/");
    }

    @Test
    void refusesAnotherSin() throws IOException {
        assertRefused(cloud.certificate(BitauthKey.generate(), request), NOT_AUTHORIZED);
    }

    @Test
    void refusesAnotherInstance() throws IOException {
        CertificateRequest other = new CertificateRequest(ssh.publicKey(), login, "i-2");

        assertRefused(cloud.certificate(alice, other), NOT_AUTHORIZED);
    }

    @Test
    void refusesAnotherLogin() throws IOException {
        CertificateRequest other = new CertificateRequest(ssh.publicKey(), "other", "i-1");

        assertRefused(cloud.certificate(alice, other), NOT_AUTHORIZED);
    }

    @Test
    void refusesAnExpiredCertificate() throws IOException {
        assertRefused(at(Duration.ofMinutes(-6)).certificate(alice, request), "Certificate invalid: expired");
    }

    @Test
    void refusesACertificateThatHasNotBegun() throws IOException {
        assertRefused(at(Duration.ofMinutes(6)).certificate(alice, request), "Certificate invalid: not yet valid");
    }

    @Test
    void refusesAnotherCa() throws IOException {
        TestCloud other = new TestCloud(TestCloud.URL, InstantSource.system());

        assertRefused(
                other.certificate(alice, request),
                "CA ED25519 " + other.caKey.publicKey().fingerprint());
    }

    /** ssh offers the certificate, sshd would take it, but the thief's key cannot sign for it. */
    @Test
    void refusesAStolenCertificateWithoutItsKey() throws IOException {
        SshCertificate certificate = cloud.certificate(alice, request);
        Path file = Identification.write(folder, SshKeyPair.generate(), certificate.line());
        Files.writeString(
                file.resolveSibling(file.getFileName() + ".pub"),
                ssh.publicKey().line() + "\n");

        assertThat(assertRefused(file)).contains("contents do not match public");
        assertSays("Accepted certificate ID \"sin:" + alice.sin() + "\" (serial " + certificate.serial() + ")");
        assertSays("Postponed publickey for " + login);
    }

    /** Alice's certificate for another instance with this instance's name written into it. */
    @Test
    void refusesATamperedCertificate() throws IOException {
        CertificateRequest other = new CertificateRequest(ssh.publicKey(), login, "i-2");
        String[] words = cloud.certificate(alice, other).line().split(" ", -1);
        String blob = new String(Base64.getDecoder().decode(words[1]), StandardCharsets.ISO_8859_1);
        String tampered = blob.replace("/i-2/", "/i-1/");
        assertThat(tampered).isNotEqualTo(blob);
        String base64 = Base64.getEncoder().encodeToString(tampered.getBytes(StandardCharsets.ISO_8859_1));

        Path file = Identification.write(folder, ssh, words[0] + " " + base64);
        assertRefused(file);
        assertSays("Failed publickey for " + login + " from 127.0.0.1");
        assertThat(server.log()).doesNotContain("Accepted certificate");
    }

    @Test
    void refusesTheKeyAlone() throws IOException {
        assertRefused(Identification.write(folder, ssh));
        assertSays("ssh2: ED25519 " + ssh.publicKey().fingerprint());
    }

    private TestCloud at(Duration offset) {
        return cloud.at(InstantSource.offset(InstantSource.system(), offset));
    }

    private void assertRefused(SshCertificate certificate, String reason) throws IOException {
        assertRefused(Identification.write(folder, ssh, certificate.line()));
        assertSays(reason);
        assertSays("ssh2: ED25519-CERT " + ssh.publicKey().fingerprint() + " ID " + certificate.keyId() + " (serial "
                + certificate.serial() + ") CA");
        assertThat(server.log()).contains("Failed publickey for " + login).doesNotContain("Accepted certificate");
    }

    /** Gives what ssh said. */
    private String assertRefused(Path privateKey) throws IOException {
        Programs.Result result = login(privateKey);

        assertThat(result.output()).contains("Permission denied (publickey)").doesNotContain("hello");
        assertThat(result.exitCode()).isEqualTo(255);
        assertSays("Connection closed by authenticating user " + login);
        assertThat(server.log()).doesNotContain("Accepted publickey", "Starting session");
        return result.output();
    }

    private void assertSays(String text) {
        assertThat(server.awaitLog(text)).contains(text);
    }

    private Programs.Result login(Path privateKey) throws IOException {
        List<String> command = server.sshCommand(privateKey, login, "echo hello from $(id -un)");
        return Programs.run(Map.of(), command.toArray(String[]::new));
    }
}
