package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.http.RawResponse;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.InMemoryKrlStore;
import org.bitauth.ssh.KrlStore;
import org.bitauth.ssh.Revocation;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.TestCloud;
import org.bitauth.ssh.lab.OpenSshServer;
import org.bitauth.ssh.lab.WebServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running sshd and the list that the instance's script brings. */
@SuppressWarnings("NullAway.Init")
class KrlTimerIT {
    @TempDir
    private Path folder;

    private final TestCloud cloud = new TestCloud(TestCloud.URL, InstantSource.system());
    private final BitauthKey alice = BitauthKey.generate();
    private final SshKeyPair ssh = SshKeyPair.generate();
    private final String login = OpenSshServer.currentUser();
    private Path krl;

    @BeforeEach
    void start() throws IOException {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen", "curl", "openssl");
        krl = Files.createFile(folder.resolve("krl"));
    }

    @Test
    void sshdObeysTheListWithoutBeingReloaded() throws IOException {
        KrlStore store = new InMemoryKrlStore(InstantSource.system());
        try (WebServer web = WebServer.https(folder);
                OpenSshServer sshd = start(cloud.authority.publicKey())) {
            web.serve(request -> RawResponse.of(200, store.current().toBytes()));
            InstanceScript script =
                    new InstanceScript(SystemdUnit.KRL, folder).with("CURL_CA_BUNDLE", folder.resolve("server.pem"));
            Path key = identification();
            store.revoke(new Revocation.Identity(InstanceRoot.BOB));
            assertThat(script.run(web.url(), krl, folder.resolve("none")).exitCode())
                    .isZero();
            assertThat(login(sshd, key).output()).isEqualTo("in\n");

            store.revoke(new Revocation.Identity(alice.sin()));
            assertThat(script.run(web.url(), krl, folder.resolve("none")).exitCode())
                    .isZero();

            assertThat(login(sshd, key).output()).contains("Permission denied (publickey)");
            assertThat(sshd.awaitLog("revoked")).contains("revoked by file " + krl);
        }
    }

    /** Why the empty list comes from the set-up, and sshd's lines come last. */
    @Test
    void sshdLetsNobodyInWhileTheListIsMissing() throws IOException {
        try (OpenSshServer sshd = start(cloud.authority.publicKey())) {
            Path key = identification();
            assertThat(login(sshd, key).output()).isEqualTo("in\n");
            Files.delete(krl);

            assertThat(login(sshd, key).output()).contains("Permission denied (publickey)");
        }
    }

    /** Why the CA file takes Ed25519 lines alone: this sshd stops reading at a line that it does not understand. */
    @Test
    void sshdReadsNoCaAfterALineOfTheBitcoinCurve() throws IOException {
        String secp256k1 = "ecdsa-sha2-secp256k1 AAAAFGVjZHNhLXNoYTItc2VjcDI1NmsxAAAACXNlY3AyNTZrMQAAAEEEeb5mfvncu6xV"
                + "oGKVzocLBwKb/NstzijZWfKBWxb4F5hIOtp3JqPEZV2k+/wOEQio/Re0SKaFVBmcR9CP+xDUuA==";
        try (OpenSshServer sshd = start(cloud.authority.publicKey())) {
            Path key = identification();
            Path ca = sshd.config().resolveSibling("user_ca.pub");
            String line = Files.readString(ca);
            Files.writeString(ca, line + secp256k1 + "\n");
            assertThat(login(sshd, key).output()).as("a line after ours").isEqualTo("in\n");

            Files.writeString(ca, secp256k1 + "\n" + line);
            assertThat(login(sshd, key).output()).contains("Permission denied (publickey)");
        }
        assertThatThrownBy(() -> SshPublicKey.parse(secp256k1)).isInstanceOf(MalformedException.class);
    }

    private OpenSshServer start(SshPublicKey ca) throws IOException {
        return OpenSshServer.start(ca, "i-1", Map.of(login, List.of(alice.sin())), List.of("RevokedKeys " + krl));
    }

    private Path identification() throws IOException {
        SshCertificate certificate = cloud.certificate(alice, new CertificateRequest(ssh.publicKey(), login, "i-1"));
        Path file = Files.createFile(
                folder.resolve("id"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(folder.resolve("id-cert.pub"), certificate.line() + "\n");
        return Files.writeString(file, ssh.privateKeyFile(SecretAccess.EXPORT));
    }

    private Programs.Result login(OpenSshServer sshd, Path key) throws IOException {
        return Programs.run(Map.of(), sshd.sshCommand(key, login, "echo in").toArray(String[]::new));
    }
}
