package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Security;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.LoginPolicy;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Apache MINA's client with our certificates at a real sshd. */
class MinaLoginIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final LoginPolicy PLAIN = request -> LoginDecision.allow();

    private final SshAuthorities authorities = new SshAuthorities(InstantSource.system());
    private final SshKeyPair key = SshKeyPair.generate();
    private final String login = OpenSshServer.currentUser();

    @BeforeEach
    void requireOpenSsh() {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
    }

    @Test
    void logsIn() throws Exception {
        SshCertificate certificate = authorities.user(PLAIN, key.publicKey(), login);
        try (OpenSshServer server = server()) {
            assertThat(run(server, pair(certificate), "echo hello")).isEqualTo("hello\n");
            assertSays(server, "ID " + certificate.keyId() + " (serial " + certificate.serialText() + ") CA ED25519");
        }
    }

    @Test
    void runsTheCommandOfThePolicyAndNoOther() throws Exception {
        LoginPolicy policy =
                request -> LoginDecision.allow().from("127.0.0.0/8").command("echo forced");
        try (OpenSshServer server = server()) {
            assertThat(run(server, pair(authorities.user(policy, key.publicKey(), login)), "echo hello"))
                    .isEqualTo("forced\n");
        }
    }

    @Test
    void isRefusedFromAnotherAddress() throws Exception {
        LoginPolicy policy = request -> LoginDecision.allow().from("192.0.2.0/24");
        assertRefused(pair(authorities.user(policy, key.publicKey(), login)), "not from a permitted source address");
    }

    @Test
    void isRefusedWithTheKeyAlone() throws Exception {
        assertRefused(MinaKeys.pair(key), "Failed publickey for " + login);
    }

    @Test
    void isRefusedWithACertificateOfAnotherAuthority() throws Exception {
        SshCertificate certificate = new SshAuthorities(InstantSource.system()).user(PLAIN, key.publicKey(), login);
        assertRefused(pair(certificate), "Failed publickey for " + login);
    }

    @Test
    void isRefusedWithoutThePrivateKey() throws Exception {
        SshCertificate certificate =
                authorities.user(PLAIN, SshKeyPair.generate().publicKey(), login);
        assertRefused(pair(certificate), "Failed publickey for " + login);
    }

    private void assertRefused(KeyPair identity, String reason) throws Exception {
        try (OpenSshServer server = server()) {
            assertThatThrownBy(() -> run(server, identity, "echo hello")).isInstanceOf(SshException.class);
            assertSays(server, reason);
            assertThat(server.log()).doesNotContain("Accepted publickey", "Starting session");
        }
    }

    private static void assertSays(OpenSshServer server, String text) {
        assertThat(server.awaitLog(text)).contains(text);
    }

    private OpenSshServer server() throws IOException {
        return OpenSshServer.start(
                authorities.userCa.publicKey(),
                SshAuthorities.INSTANCE,
                Map.of(login, List.of(authorities.owner.sin())));
    }

    private KeyPair pair(SshCertificate certificate) throws Exception {
        return new KeyPair(
                MinaKeys.certificate(certificate.line()), MinaKeys.pair(key).getPrivate());
    }

    private String run(OpenSshServer server, KeyPair identity, String command) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier(
                    new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, server.knownHosts()));
            client.start();
            try (ClientSession session = client.connect(login, "127.0.0.1", server.port())
                    .verify(LIMIT)
                    .getSession()) {
                session.addPublicKeyIdentity(identity);
                session.auth().verify(LIMIT);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (ClientChannel channel = session.createExecChannel(command)) {
                    channel.setOut(out);
                    channel.open().verify(LIMIT);
                    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
                    assertThat(channel.getExitStatus()).isZero();
                }
                return out.toString(StandardCharsets.UTF_8);
            }
        }
    }

    @AfterEach
    void hasNotAddedBouncyCastleToTheProvidersOfTheJvm() {
        assertThat(Security.getProvider("BC")).isNull();
    }
}
