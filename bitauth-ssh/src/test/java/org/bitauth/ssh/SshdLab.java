package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitauth.BitauthKey;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.lab.OpenSshServer;

/** A real sshd of instance i-1 with one owner, and the stock ssh with his key. Its logs are what is asserted. */
final class SshdLab implements AutoCloseable {
    static final String INSTANCE = "i-1";

    final TestCloud cloud;
    final BitauthKey alice = BitauthKey.generate();
    final SshKeyPair key = SshKeyPair.generate();
    final String login = OpenSshServer.currentUser();
    final OpenSshServer server;

    private final Path folder;

    SshdLab(TestCloud cloud, Path folder, String... furtherConfig) throws IOException {
        this.cloud = cloud;
        this.folder = folder;
        server = OpenSshServer.start(
                cloud.authority.publicKey(),
                INSTANCE,
                Map.of(login, List.of(alice.sin())),
                Arrays.asList(furtherConfig));
    }

    CertificateRequest request() {
        return new CertificateRequest(key.publicKey(), login, INSTANCE);
    }

    /** What the cloud gives the owner now. */
    SshCertificate certificate() {
        return cloud.certificate(alice, request());
    }

    /** A certificate for the owner that this library does not make: with one more critical option. */
    SshCertificate withOption(String name, String value) {
        SshCertificate good = certificate();
        return new CertificateContent(
                        good.kind(),
                        good.subject(),
                        good.serial(),
                        good.keyId(),
                        good.principals(),
                        good.validAfter(),
                        good.validBefore(),
                        new TreeMap<>(Map.of(name, value)),
                        good.extensions())
                .sign(CaSigner.of(cloud.caKey));
    }

    /** Runs ssh with a command, and options that come before all others. */
    Programs.Result ssh(SshCertificate certificate, String command, String... options) throws IOException {
        return ssh(certificate.line(), command, options);
    }

    Programs.Result ssh(String certificateLine, String command, String... options) throws IOException {
        Path file = Identification.write(folder, key, certificateLine);
        List<String> line = new ArrayList<>(server.sshCommand(file, login, command));
        line.addAll(1, Arrays.asList(options));
        return Programs.run(Map.of(), line.toArray(String[]::new));
    }

    void assertLetsIn(SshCertificate certificate) throws IOException {
        Programs.Result result = ssh(certificate, "echo hello");
        assertThat(result.output()).isEqualTo("hello\n");
        assertThat(result.exitCode()).isZero();
        assertSays("ID " + certificate.keyId() + " (serial " + certificate.serialText() + ") CA ED25519 "
                + certificate.authority().fingerprint());
    }

    /** Nobody comes in, and sshd says why. */
    void assertRefuses(SshCertificate certificate, String reason) throws IOException {
        assertRefuses(certificate.line(), reason);
    }

    void assertRefuses(String certificateLine, String reason) throws IOException {
        int before = server.log().length();
        Programs.Result result = ssh(certificateLine, "echo hello");
        assertThat(result.output()).contains("Permission denied (publickey)").doesNotContain("hello");
        assertThat(result.exitCode()).isEqualTo(255);
        assertSays(reason);
        assertThat(server.log().substring(before)).doesNotContain("Accepted publickey", "Starting session");
    }

    void assertSays(String text) {
        assertThat(server.awaitLog(text)).contains(text);
    }

    @Override
    public void close() {
        server.close();
    }
}
