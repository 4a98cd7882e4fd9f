package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revocation lists, as an unmodified sshd obeys them without being reloaded. */
class RevocationIT {
    private final TestCloud cloud = new TestCloud(TestCloud.URL, InstantSource.system());

    private Path file;
    private FileKrlStore store;
    private SshCertificate certificate;

    @AutoClose
    private SshdLab lab;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
        file = folder.resolve("krl");
        store = new FileKrlStore(file, InstantSource.system());
        lab = new SshdLab(cloud, folder, "RevokedKeys " + file);
        certificate = lab.certificate();
    }

    @Test
    void letsInWhomAnEmptyListDoesNotName() throws IOException {
        lab.assertLetsIn(certificate);
    }

    @Test
    void refusesARevokedIdentityAtOnceAndEveryCertificateOfIt() throws IOException {
        SshCertificate second = lab.certificate();
        lab.assertLetsIn(certificate);
        store.revoke(new Revocation.Identity(lab.alice.sin()));

        lab.assertRefuses(certificate, "revoked by file " + file);
        lab.assertRefuses(second, "revoked by file " + file);
    }

    @Test
    void letsInAgainWhomARevocationWasTakenBack() throws IOException {
        store.revoke(new Revocation.Identity(lab.alice.sin()));
        lab.assertRefuses(certificate, "revoked by file");
        store.restore(new Revocation.Identity(lab.alice.sin()));

        lab.assertLetsIn(certificate);
    }

    @Test
    void refusesASerialInARange() throws IOException {
        long serial = certificate.serial();
        store.revoke(new Revocation.Serials(certificate.authority(), serial - 1, serial + 1));

        lab.assertRefuses(certificate, "revoked by file");
    }

    @Test
    void letsInASerialBesideARangeOrOfAnotherCa() throws IOException {
        long serial = certificate.serial();
        SshPublicKey ca = certificate.authority();
        store.revoke(
                new Revocation.Serials(ca, serial + 1, -1L),
                new Revocation.Serials(ca, 1, serial - 1),
                new Revocation.Serials(SshKeyPair.generate().publicKey(), serial, serial));

        lab.assertLetsIn(certificate);
    }

    @Test
    void refusesARevokedKey() throws IOException {
        store.revoke(new Revocation.Key(certificate.subject()));

        lab.assertRefuses(certificate, "revoked by file");
    }

    @Test
    void refusesEveryCertificateOfARevokedCa() throws IOException {
        store.revoke(new Revocation.Key(certificate.authority()));

        lab.assertRefuses(certificate, "revoked by file");
    }

    @Test
    void letsOthersInBesideAThousandRevoked() throws IOException {
        Revocation[] many = new Revocation[1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i % 2 == 0
                    ? new Revocation.Identity(BitauthKey.generate().sin())
                    : new Revocation.Key(SshKeyPair.generate().publicKey());
        }
        store.revoke(many);

        lab.assertLetsIn(certificate);
    }

    /** Why a list is replaced by a rename, and why set-up writes the first one, of 0 bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"missing", "cut", "no list"})
    void locksEverybodyOutByABrokenFile(String how) throws IOException {
        store.revoke(new Revocation.Key(SshKeyPair.generate().publicKey()));
        byte[] whole = Files.readAllBytes(file);
        switch (how) {
            case "missing" -> Files.delete(file);
            case "cut" -> Files.write(file, Arrays.copyOf(whole, whole.length - 10));
            default -> Files.writeString(file, "<html>404</html>");
        }

        lab.assertRefuses(certificate, "revoked keys file " + file);
    }

    @Test
    void letsInByAFileOfZeroBytes() throws IOException {
        Files.write(file, new byte[0]);

        lab.assertLetsIn(certificate);
    }

    @Test
    void isReadBySshKeygen() {
        SshPublicKey ca = certificate.authority();
        SshPublicKey key = SshKeyPair.generate().publicKey();
        store.revoke(
                new Revocation.Identity(lab.alice.sin()), new Revocation.Serials(ca, 7, 9), new Revocation.Key(key));

        Programs.Result result =
                Programs.run(Map.of("LC_ALL", "C", "TZ", "UTC"), "ssh-keygen", "-Q", "-l", "-f", file.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("# KRL version 1\n")
                .contains("# CA key ssh-ed25519 " + ca.fingerprint() + "\nserial: 7-9\n")
                .contains("# Wildcard CA\nid: sin:" + lab.alice.sin() + "\n")
                .contains(key.fingerprint());
    }
}
