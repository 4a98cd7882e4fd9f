package org.bitauth.ssh.mina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.BitauthSigner;
import org.bitauth.Signable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A MINA server and a MINA client on a free port of the loopback address: the Bitcoin key itself logs in. */
@SuppressWarnings("NullAway.Init")
class NativeLoginTest {
    private static final String HOST = "127.0.0.1";
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private final BitauthKey alice = BitauthKey.generate();
    private final BitauthKey mallory = BitauthKey.generate();
    private Path list;
    private SshServer server;

    @BeforeEach
    void start() throws Exception {
        list = Files.writeString(folder.resolve("authorized_sins"), alice.sin() + " alice\n");
        server = SshServer.setUpDefaultServer();
        server.setHost(HOST);
        server.setKeyPairProvider(KeyPairProvider.wrap(ec()));
        server.setCommandFactory((channel, command) -> new AbstractCommandSupport(command, null) {
            @Override
            public void run() {
                try {
                    String user = channel.getSession().getUsername();
                    getOutputStream().write((command + " as " + user).getBytes(StandardCharsets.UTF_8));
                    getOutputStream().flush();
                    onExit(0);
                } catch (IOException e) {
                    onExit(1);
                }
            }
        });
        NativeKeys.install(server, new AuthorizedSins(list));
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(true);
    }

    @Test
    void letsTheOwnerIn() throws IOException {
        assertThat(run("alice", NativeKeys.keyPair(alice))).isEqualTo("hello as alice");
    }

    @Test
    void refusesWhoIsNotInTheList() {
        assertRefused("alice", NativeKeys.keyPair(mallory));
    }

    @Test
    void refusesAnotherLogin() {
        assertRefused("bob", NativeKeys.keyPair(alice));
    }

    @Test
    void takingTheLineAwayRefusesAtOnce() throws IOException {
        assertThat(run("alice", NativeKeys.keyPair(alice))).isEqualTo("hello as alice");
        Files.writeString(list, mallory.sin() + " alice\n");

        assertRefused("alice", NativeKeys.keyPair(alice));
    }

    @Test
    void refusesEverybodyWithoutAList() throws IOException {
        Files.delete(list);

        assertRefused("alice", NativeKeys.keyPair(alice));
    }

    /** The owner's public key is no secret; another key's signature is not his. */
    @Test
    void refusesAnotherKeysSignature() {
        BitauthSigner liar = new BitauthSigner() {
            @Override
            public BitauthPublicKey publicKey() {
                return alice.publicKey();
            }

            @Override
            public BitauthSignature sign(Signable what) {
                return mallory.sign(what);
            }
        };

        assertRefused("alice", NativeKeys.keyPair(liar));
    }

    /** A client that would name one key and sign with another signs nothing. */
    @Test
    void signsForItsOwnKeyAlone() {
        KeyPair mixed = new KeyPair(
                NativeKeys.keyPair(alice).getPublic(),
                NativeKeys.keyPair(mallory).getPrivate());

        assertThatThrownBy(() -> run("alice", mixed)).hasMessageContaining("signs nothing but the login of a user");
    }

    /** Keys of other types still reach the server's list, which names none of them. */
    @Test
    void refusesKeysOfOtherTypes() throws NoSuchAlgorithmException {
        assertRefused("alice", ec());
    }

    /** The trap: a key that were an ECPublicKey would be called nistp256. */
    @Test
    void isNeverTakenForNistp256() {
        NativePublicKey key = (NativePublicKey) NativeKeys.keyPair(alice).getPublic();

        assertThat(KeyUtils.getKeyType(key)).isEqualTo("ecdsa-sha2-1.3.132.0.10");
        assertThat(key).isNotInstanceOf(ECPublicKey.class);
    }

    private void assertRefused(String user, KeyPair pair) {
        assertThatThrownBy(() -> run(user, pair))
                .isInstanceOf(SshException.class)
                .hasMessageContaining("No more authentication methods available");
    }

    private String run(String user, KeyPair pair) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> true);
            client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            NativeKeys.install(client);
            client.start();
            try (ClientSession session =
                    client.connect(user, HOST, server.getPort()).verify(LIMIT).getSession()) {
                session.addPublicKeyIdentity(pair);
                session.auth().verify(LIMIT);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                session.executeRemoteCommand("hello", out, out, StandardCharsets.UTF_8);
                return out.toString(StandardCharsets.UTF_8);
            }
        }
    }

    private static KeyPair ec() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
