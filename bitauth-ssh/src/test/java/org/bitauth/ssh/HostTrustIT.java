package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.bitauth.event.AuthListener;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Host certificates, as an unmodified ssh judges them that trusts the host CA for the zone, and nothing else. */
class HostTrustIT {
    private static final HostZone ZONE = new HostZone("i.cloud.example");
    private static final String HOST = "web-1.i.cloud.example";

    private final SshKeyPair hostCa = SshKeyPair.generate();
    private final SshKeyPair hostKey = SshKeyPair.generate();
    private HostCertificateAuthority authority = at(InstantSource.system());
    private final TestCloud cloud = new TestCloud(TestCloud.URL, InstantSource.system());

    @TempDir
    Path folder;

    @BeforeEach
    void requirePeers() {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
    }

    @Test
    void trustsTheHostOfTheInstance() throws IOException {
        assertTrusted(authority.issueForVendor("web-1", hostKey.publicKey()));
    }

    @Test
    void trustsBothKeysWhileTheyAreChanged() throws IOException {
        SshKeyPair old = hostCa;
        SshKeyPair next = SshKeyPair.generate();
        SshCertificate byOld = authority.issueForVendor("web-1", hostKey.publicKey());
        authority = new HostCertificateAuthority(
                        ZONE,
                        CaSigner.of(next),
                        new InMemoryHostRegister(),
                        EnrolmentSecrets.random(InstantSource.system()),
                        InstantSource.system(),
                        AuthListener.none())
                .alsoTrusting(old.publicKey());

        assertTrusted(byOld);
        assertTrusted(authority.issueForVendor("web-1", hostKey.publicKey()));
    }

    @Test
    void trustsNoOtherHostOfTheZone() throws IOException {
        assertNotTrusted(
                authority.issueForVendor("web-2", hostKey.publicKey()),
                "Certificate invalid: name is not a listed principal");
    }

    @Test
    void trustsNoHostOutsideTheZone() throws IOException {
        HostCertificateAuthority elsewhere = new HostCertificateAuthority(
                new HostZone("other.example"),
                CaSigner.of(hostCa),
                new InMemoryHostRegister(),
                EnrolmentSecrets.random(InstantSource.system()),
                InstantSource.system(),
                AuthListener.none());
        SshCertificate certificate = elsewhere.issueForVendor("web-1", hostKey.publicKey());

        assertThat(login(certificate, "web-1.other.example").output())
                .contains("Host key verification failed")
                .doesNotContain("hello");
    }

    @Test
    void trustsNoCertificateThatIsOver() throws IOException {
        HostCertificateAuthority earlier =
                at(InstantSource.offset(InstantSource.system(), HostCertificateAuthority.LIFE.negated()));

        assertNotTrusted(earlier.issueForVendor("web-1", hostKey.publicKey()), "Certificate invalid: expired");
    }

    @Test
    void trustsNoUserCertificateOfTheSameCa() throws IOException {
        Instant now = InstantSource.system().instant();
        SshCertificate user = new CertificateContent(
                        SshCertificate.Kind.USER,
                        hostKey.publicKey(),
                        1,
                        "sin:a",
                        List.of(HOST),
                        now,
                        now.plus(Duration.ofMinutes(5)),
                        new TreeMap<>(),
                        new TreeMap<>())
                .sign(CaSigner.of(hostCa));

        assertNotTrusted(user, "Host key verification failed");
    }

    @Test
    void trustsNoOtherCaTheUserCaAmongThem() throws IOException {
        HostCertificateAuthority userCa = new HostCertificateAuthority(
                ZONE,
                CaSigner.of(cloud.caKey),
                new InMemoryHostRegister(),
                EnrolmentSecrets.random(InstantSource.system()),
                InstantSource.system(),
                AuthListener.none());

        assertNotTrusted(userCa.issueForVendor("web-1", hostKey.publicKey()), "Host key verification failed");
    }

    private HostCertificateAuthority at(InstantSource clock) {
        return new HostCertificateAuthority(
                ZONE,
                CaSigner.of(hostCa),
                new InMemoryHostRegister(),
                EnrolmentSecrets.random(clock),
                clock,
                AuthListener.none());
    }

    private void assertTrusted(SshCertificate certificate) throws IOException {
        Programs.Result result = login(certificate, HOST);
        assertThat(result.output()).isEqualTo("hello\n");
        assertThat(result.exitCode()).isZero();
    }

    private void assertNotTrusted(SshCertificate certificate, String reason) throws IOException {
        Programs.Result result = login(certificate, HOST);
        assertThat(result.output()).contains(reason).doesNotContain("hello");
        assertThat(result.exitCode()).isEqualTo(255);
    }

    /** Logs in with the host's name, to a server that shows the certificate. */
    private Programs.Result login(SshCertificate certificate, String host) throws IOException {
        Path file = Identification.write(folder, hostKey, certificate.line());
        Path trust = Files.writeString(folder.resolve("known_hosts"), authority.knownHosts());
        String shown = Identification.certificate(file).toString();
        try (SshdLab lab = new SshdLab(cloud, folder, "HostKey " + file, "HostCertificate " + shown)) {
            List<String> options = new ArrayList<>();
            for (String option : List.of(
                    "UserKnownHostsFile=" + trust,
                    "HostKeyAlias=" + host,
                    "HostKeyAlgorithms=ssh-ed25519-cert-v01@openssh.com,ssh-ed25519")) {
                options.addAll(List.of("-o", option));
            }
            return lab.ssh(lab.certificate(), "echo hello", options.toArray(String[]::new));
        }
    }
}
