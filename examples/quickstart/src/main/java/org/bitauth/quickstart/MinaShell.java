package org.bitauth.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.bitauth.Sin;
import org.bitauth.ssh.Krl;
import org.bitauth.ssh.Principals;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshPublicKey;

/** Apache MINA's SSH server and client in this process, for machines without OpenSSH. It knows the command echo. */
final class MinaShell implements Shell {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String LOGIN = "demo";

    static {
        // MINA would add BouncyCastle to the providers of the whole JVM, where the token keys are.
        System.setProperty("org.apache.sshd.security.provider.BC.useNamed", "false");
    }

    private final SshServer server = SshServer.setUpDefaultServer();
    private final SshClient client = SshClient.setUpDefaultClient();

    MinaShell(SshPublicKey userCa, String instance, Sin owner, Path revoked) throws IOException {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey()));
        server.setPublickeyAuthenticator((login, key, session) -> key instanceof OpenSshCertificate certificate
                && PublicKeyEntry.toString(certificate.getCaPubKey()).equals(userCa.line())
                && certificate.getPrincipals().contains(Principals.of(owner, instance, login))
                && login.equals(LOGIN)
                && !isRevoked(certificate, revoked));
        server.setCommandFactory((channel, command) -> new Echo(command));
        server.start();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
    }

    /** MINA checks signature and dates of a certificate; what the command prints is its argument. */
    private static final class Echo extends AbstractCommandSupport {
        Echo(String command) {
            super(command, null);
        }

        @Override
        public void run() {
            try {
                String text = getCommand().replaceFirst("^echo ", "") + "\n";
                getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                getOutputStream().flush();
                onExit(0);
            } catch (IOException e) {
                onExit(1);
            }
        }
    }

    @Override
    public String name() {
        return "embedded Apache MINA, since OpenSSH is not installed";
    }

    @Override
    public String login() {
        return LOGIN;
    }

    @Override
    public Result run(Path privateKey, String login, String command) throws Exception {
        try (ClientSession session = client.connect(login, "127.0.0.1", server.getPort())
                .verify(LIMIT)
                .getSession()) {
            session.addPublicKeyIdentity(identity(privateKey));
            try {
                session.auth().verify(LIMIT);
            } catch (SshException e) {
                return new Result(255, String.valueOf(e.getMessage()));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (var channel = session.createExecChannel(command)) {
                channel.setOut(out);
                channel.open().verify(LIMIT);
                channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
                Integer exit = channel.getExitStatus();
                return new Result(
                        exit == null ? 255 : exit,
                        out.toString(StandardCharsets.UTF_8).strip());
            }
        }
    }

    @Override
    public void close() throws IOException {
        client.stop();
        server.stop(true);
    }

    private static boolean isRevoked(OpenSshCertificate certificate, Path list) {
        try {
            return Krl.parse(Files.readAllBytes(list))
                    .revokes(SshCertificate.parse(PublicKeyEntry.toString(certificate)));
        } catch (IOException e) {
            return true;
        }
    }

    private static KeyPair identity(Path privateKey) throws Exception {
        KeyPair pair;
        try (var in = Files.newInputStream(privateKey)) {
            pair = SecurityUtils.loadKeyPairIdentities(null, () -> "key", in, null)
                    .iterator()
                    .next();
        }
        String line = Files.readString(Path.of(privateKey + "-cert.pub"));
        return new KeyPair(
                PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, null), pair.getPrivate());
    }

    private static KeyPair hostKey() throws IOException {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
        } catch (GeneralSecurityException e) {
            throw new IOException("no host key", e);
        }
    }
}
