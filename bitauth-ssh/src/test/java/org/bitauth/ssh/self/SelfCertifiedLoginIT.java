package org.bitauth.ssh.self;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.lab.OpenSshServer;
import org.bitauth.ssh.lab.SelfInstance;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unmodified sshd and ssh, the program in C between them, and no bridge anywhere. */
class SelfCertifiedLoginIT {
    private static final URI CLOUD = URI.create("https://cloud.example/v3");

    private final BitauthKey owner = BitauthKey.generate();
    private final SshKeyPair key = SshKeyPair.generate();
    private final String login = OpenSshServer.currentUser();
    private final InstantSource clock = InstantSource.system();

    @AutoClose
    private SelfInstance instance;

    @AutoClose
    private OpenSshServer server;

    private Path folder;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen", "cc");
        Peers.requireFiles("/usr/include/openssl/evp.h");
        folder = temporary;
        Path parent = SelfInstance.parent().orElseThrow(() -> Peers.missing("root, who alone runs such an sshd"));
        instance = SelfInstance.in(parent, CLOUD.toString(), "i-1", login, owner.sin());
        server = OpenSshServer.startWith(instance.sshdConfig());
    }

    @Test
    void letsTheOwnerIn() throws IOException {
        assertLetsIn(certificate(owner, login, "i-1"));
        String log = server.awaitLog("Accepted publickey for " + login);
        assertThat(log)
                .contains("Accepted certificate ID \"sin:" + owner.sin() + "\"")
                .contains("signed by CA ED25519 " + key.publicKey().fingerprint());
    }

    @Test
    void takingTheLineAwayRefusesAtOnce() throws IOException {
        SshCertificate certificate = certificate(owner, login, "i-1");
        assertLetsIn(certificate);

        instance.write("owners", BitauthKey.generate().sin() + " " + login + "\n");
        assertRefuses(certificate.line());

        instance.write("owners", owner.sin() + " " + login + "\n");
        assertLetsIn(certificate);
    }

    @Test
    void refusesAnotherInstance() throws IOException {
        assertRefuses(certificate(owner, login, "i-2").line());
    }

    @Test
    void refusesAnotherCloud() throws IOException {
        var other = new SelfCertificates(URI.create("https://other.example/v3"), owner, clock);

        assertRefuses(other.issue(key, login, "i-1", Duration.ofHours(1)).line());
    }

    @Test
    void refusesWhoIsNotInTheList() throws IOException {
        assertRefuses(certificate(BitauthKey.generate(), login, "i-1").line());
    }

    @Test
    void refusesAnotherLogin() throws IOException {
        assertRefuses(certificate(owner, "other", "i-1").line());
    }

    @Test
    void refusesWithoutAnOwnerList() throws IOException {
        instance.delete("owners");

        assertRefuses(certificate(owner, login, "i-1").line());
    }

    /** The certificate itself never ends, so that sshd's own check lets it through. */
    @Test
    void refusesAStatementThatHasEnded() throws IOException {
        assertRefuses(forged("i-1", clock.instant().minusSeconds(60)).base64Line());
    }

    @Test
    void refusesAStatementForMoreThanADay() throws IOException {
        assertRefuses(forged("i-1", clock.instant().plus(Duration.ofHours(25))).base64Line());
    }

    /** The same certificate with a time in between, so that the two above are refused for their times. */
    @Test
    void letsInByAStatementForLessThanADay() throws IOException {
        assertThat(ssh(forged("i-1", clock.instant().plus(Duration.ofHours(23))).base64Line())
                        .output())
                .isEqualTo("hello\n");
    }

    @Test
    void refusesTheHighS() throws IOException {
        ForgedCertificate forged = forged("i-1", clock.instant().plus(Duration.ofHours(23)));
        forged.proof = ForgedCertificate::twin;

        assertRefuses(forged.base64Line());
    }

    /** Without principals sshd would let a bare authority's certificate in; the line names the login. */
    @Test
    void refusesACertificateWithoutPrincipals() throws IOException {
        ForgedCertificate forged = forged("i-1", clock.instant().plus(Duration.ofHours(23)));
        forged.principals = new byte[0];

        assertRefuses(forged.base64Line());
    }

    @Test
    void refusesACriticalOptionThatNobodyKnows() throws IOException {
        ForgedCertificate forged = forged("i-1", clock.instant().plus(Duration.ofHours(23)));
        forged.options = ForgedCertificate.option("unknown@bitauth.org", "x");

        assertRefuses(forged.base64Line());
    }

    @Test
    void refusesTheKeyWithoutItsCertificate() throws IOException {
        assertRefuses("");
    }

    /** A thief has certificate and statement, and another key. */
    @Test
    void refusesAStolenCertificate() throws IOException {
        Path file =
                write(SshKeyPair.generate(), certificate(owner, login, "i-1").line());
        Files.writeString(
                file.resolveSibling(file.getFileName() + ".pub"),
                key.publicKey().line() + "\n");

        Programs.Result result = run(file);
        assertThat(result.output()).contains("Permission denied").doesNotContain("hello\n");
    }

    private SshCertificate certificate(BitauthKey signer, String as, String where) {
        return new SelfCertificates(CLOUD, signer, clock).issue(key, as, where, Duration.ofHours(1));
    }

    private ForgedCertificate forged(String where, Instant notAfter) {
        return new ForgedCertificate(
                owner,
                key,
                login,
                where,
                notAfter.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private void assertLetsIn(SshCertificate certificate) throws IOException {
        Programs.Result result = ssh(certificate.line());
        assertThat(result.output()).isEqualTo("hello\n");
        assertThat(result.exitCode()).isZero();
    }

    private void assertRefuses(String line) throws IOException {
        int before = server.log().length();
        Programs.Result result = ssh(line);
        assertThat(result.output()).contains("Permission denied (publickey)").doesNotContain("hello");
        assertThat(result.exitCode()).isEqualTo(255);
        assertThat(server.awaitLog("Connection closed by authenticating user").substring(before))
                .doesNotContain("Accepted publickey", "Starting session", "failed, status", "Unsafe");
    }

    private Programs.Result ssh(String line) throws IOException {
        return run(write(key, line));
    }

    private Programs.Result run(Path file) throws IOException {
        return Programs.run(
                Map.of(), server.sshCommand(file, login, "echo hello").toArray(String[]::new));
    }

    private Path write(SshKeyPair pair, String line) throws IOException {
        Path file = Files.createTempFile(folder, "id", "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, pair.privateKeyFile(SecretAccess.EXPORT));
        if (!line.isEmpty()) {
            Files.writeString(file.resolveSibling(file.getFileName() + "-cert.pub"), line + "\n");
        }
        return file;
    }
}
