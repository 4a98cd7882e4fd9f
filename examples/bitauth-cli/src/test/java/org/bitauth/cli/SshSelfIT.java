package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.lab.OpenSshServer;
import org.bitauth.ssh.lab.SelfInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bitauth ssh cert --self} and {@code host-setup --self}: no cloud answers at the URL. */
@SuppressWarnings("NullAway.Init")
class SshSelfIT {
    private static final String CLOUD = "https://nobody.invalid/v3";

    @TempDir
    private Path folder;

    private final BitauthKey owner = BitauthKey.generate();
    private Path keyFile;

    @BeforeEach
    void writeKey() {
        keyFile = folder.resolve("key");
        KeyFile.writeNewPrivate(keyFile, owner.toHex(SecretAccess.EXPORT) + "\n");
    }

    @Test
    void logsInToARealSshdWithoutACloud() throws IOException {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen", "cc");
        Peers.requireFiles("/usr/include/openssl/evp.h");
        Path parent = SelfInstance.parent().orElseThrow(() -> Peers.missing("root, who alone runs such an sshd"));
        String login = OpenSshServer.currentUser();
        CommandRun written = certificate("--login", login, "--instance", "web-1");
        assertThat(written.exitCode()).as(written.err()).isZero();

        try (SelfInstance instance = SelfInstance.in(parent, CLOUD, "web-1", login, owner.sin());
                OpenSshServer server = OpenSshServer.startWith(instance.sshdConfig())) {
            List<String> ssh = server.sshCommand(folder.resolve("id"), login, "echo hello");
            assertThat(Programs.run(Map.of(), ssh.toArray(String[]::new)).output())
                    .isEqualTo("hello\n");
        }
    }

    @Test
    void writesTheFilesThatSshExpects() throws IOException {
        CommandRun run = certificate("--login", "debian", "--instance", "web-1", "--minutes", "5");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(folder.resolve("id-cert.pub") + "\n");
        assertThat(folder.resolve("id.pub"))
                .content()
                .startsWith("ssh-ed25519 ")
                .contains(owner.sin() + "\n");
        assertThat(Files.readString(folder.resolve("id-cert.pub"))).startsWith("ssh-ed25519-cert-v01@openssh.com ");
    }

    @Test
    void refusesALifeBeyondWhatAnInstanceTakes() {
        for (String minutes : List.of("0", "1381", "-5")) {
            CommandRun run = certificate("--login", "debian", "--instance", "web-1", "--minutes", minutes);
            assertThat(run.exitCode()).isEqualTo(CommandFailure.WRONG_USE);
            assertThat(run.err()).contains("--minutes must be 1 to 1380");
        }
    }

    @Test
    void printsFilesAndUserDataWithoutACloud() {
        CommandRun printed = setup();
        CommandRun userData = setup("--cloud-init");

        assertThat(printed.out())
                .isEqualTo("=== /etc/bitauth/cloud 0644\n" + CLOUD + "\n=== /etc/bitauth/instance 0644\nweb-1\n"
                        + "=== /etc/bitauth/owners 0644\n" + owner.sin() + " debian\n=== sshd_config\n"
                        + "AuthorizedKeysCommand /usr/local/sbin/bitauth-authorized-keys %u %t %k\n"
                        + "AuthorizedKeysCommandUser bitauth-ssh\n");
        assertThat(userData.out()).startsWith("#cloud-config\npackages: [gcc, libc6-dev, libssl-dev]\n");
        assertThat(setup("--no-krl-timer").exitCode()).isEqualTo(CommandFailure.WRONG_USE);
        assertThat(setup("--cloud-init=authorized-keys").exitCode()).isEqualTo(CommandFailure.WRONG_USE);
    }

    private CommandRun certificate(String... further) {
        String[] words = {"ssh", "cert", CLOUD, "--self", "--key", keyFile.toString(), "--out", folder + "/id"};
        return CommandRun.of((Object[]) join(words, further));
    }

    private CommandRun setup(String... further) {
        String login = "debian=" + owner.sin();
        String[] words = {"ssh", "host-setup", CLOUD, "--self", "--instance", "web-1", "--login", login};
        return CommandRun.of((Object[]) join(words, further));
    }

    private static String[] join(String[] first, String[] second) {
        return Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new);
    }
}
