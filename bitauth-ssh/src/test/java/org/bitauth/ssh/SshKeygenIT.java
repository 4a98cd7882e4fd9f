package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our files read by ssh-keygen, and its files read by us. */
class SshKeygenIT {
    private final SshKeyPair key = SshKeyPair.generate();

    @BeforeEach
    void requireSshKeygen() {
        Peers.requirePrograms("ssh-keygen");
    }

    @Test
    void readsOurCertificate(@TempDir Path folder) throws IOException {
        TestCloud cloud = new TestCloud();
        BitauthKey alice = BitauthKey.generate();
        CertificateRequest request = new CertificateRequest(key.publicKey(), "debian", "i-1");
        SshCertificate certificate = cloud.certificate(alice, request);
        Path file = Identification.certificate(Identification.write(folder, key, certificate.line()));

        assertThat(keygen("-L", "-f", file.toString()).lines().map(String::strip))
                .containsExactly(
                        file + ":",
                        "Type: ssh-ed25519-cert-v01@openssh.com user certificate",
                        "Public key: ED25519-CERT " + key.publicKey().fingerprint(),
                        "Signing CA: ED25519 " + cloud.caKey.publicKey().fingerprint() + " (using ssh-ed25519)",
                        "Key ID: \"sin:" + alice.sin() + "\"",
                        "Serial: " + certificate.serial(),
                        "Valid: from 2026-11-22T09:59:00 to 2026-11-22T10:05:00",
                        "Principals:",
                        "sin:" + alice.sin() + "/i-1/debian",
                        "Critical Options: (none)",
                        "Extensions:",
                        "permit-pty");
    }

    @Test
    void readsOurPrivateKey(@TempDir Path folder) throws IOException {
        String file = Identification.write(folder, key).toString();

        assertThat(keygen("-y", "-f", file).strip()).isEqualTo(key.publicKey().line());
    }

    @Test
    void namesOurKeysByTheSameFingerprint(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("id.pub"), key.publicKey().line() + "\n");

        assertThat(keygen("-l", "-f", file.toString()).split(" "))
                .startsWith("256", key.publicKey().fingerprint())
                .endsWith("(ED25519)\n");
    }

    @Test
    void itsKeysAreReadByUs(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("theirs");
        keygen("-q", "-t", "ed25519", "-N", "", "-C", "a comment", "-f", file.toString());
        SshKeyPair theirs = SshKeyPair.parse(Files.readString(file));
        String line = Files.readString(folder.resolve("theirs.pub"));

        assertThat(SshPublicKey.parse(line)).isEqualTo(theirs.publicKey());
        assertThat(line).isEqualTo(theirs.publicKey().line() + " a comment\n");
        assertThat(SshKeyPair.parse(theirs.privateKeyFile(SecretAccess.EXPORT)).publicKey())
                .isEqualTo(theirs.publicKey());
    }

    private static String keygen(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "ssh-keygen";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Programs.Result result = Programs.run(Map.of("TZ", "UTC", "LC_ALL", "C"), command);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
