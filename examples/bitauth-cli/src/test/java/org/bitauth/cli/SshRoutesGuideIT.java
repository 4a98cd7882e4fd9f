package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.house.MarkdownBlocks;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.lab.OpenSshServer;
import org.bitauth.ssh.lab.SelfInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of docs/ssh-routes.md as they stand. What is other than there: the login, the image's folder, and where
 * ssh looks for its configuration, in which the host's name has an address.
 */
@SuppressWarnings("NullAway.Init")
class SshRoutesGuideIT {
    private static final String CLOUD = "https://cloud.example/v3";
    private static final String LOGIN = OpenSshServer.currentUser();

    @TempDir
    private Path folder;

    private final BitauthKey owner = BitauthKey.generate();
    private Path home;

    @BeforeEach
    void prepare() throws IOException {
        Peers.requirePrograms("sh", "ssh", "sshd", "ssh-keygen", "cc", "useradd");
        Peers.requireFiles("/usr/include/openssl/evp.h");
        if (!LOGIN.equals("root")) {
            throw Peers.missing("root, who alone makes system users");
        }
        home = folder.resolve("home");
        Files.createDirectories(home.resolve(".ssh"));
        KeyFile.writeNewPrivate(folder.resolve("key"), owner.toHex(SecretAccess.EXPORT) + "\n");
        KeyFile.writeNewPrivate(folder.resolve("seed.hex"), "00".repeat(64) + "\n");
    }

    @Test
    void theCommandsForAnInstanceWork() throws IOException {
        Path image = folder.resolve("image");
        for (String path : List.of("etc/ssh", "usr/local/sbin")) {
            Files.createDirectories(
                    image.resolve(path),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        Files.writeString(image.resolve("etc/ssh/sshd_config"), "UsePAM yes\n");
        Files.writeString(image.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        Files.writeString(image.resolve("etc/group"), "root:x:0:\n");

        Programs.Result result = run(block("host-setup").replace("/mnt/image", image.toString()));
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(image.resolve("etc/bitauth/owners")).content().isEqualTo(owner.sin() + " debian\n");
        assertThat(image.resolve("usr/local/sbin/bitauth-authorized-keys")).isExecutable();
        assertThat(Files.readString(folder.resolve("user-data"))).startsWith("#cloud-config\npackages: [gcc");
    }

    @Test
    void theCommandsForASelfCertifiedLoginWork() throws IOException {
        Path parent = SelfInstance.parent().orElseThrow(() -> Peers.missing("root, who alone runs such an sshd"));
        try (SelfInstance instance = SelfInstance.in(parent, CLOUD, "web-1", LOGIN, owner.sin());
                OpenSshServer server = OpenSshServer.startWith(instance.sshdConfig())) {
            assertLogsIn(block("ssh cert"), server);
        }
    }

    @Test
    void theCommandsForADerivedKeyWork() throws IOException {
        String block = block("--context");
        Programs.Result derived = run(block.lines().findFirst().orElseThrow());
        assertThat(derived.exitCode()).as(derived.output()).isZero();
        SshPublicKey key = SshPublicKey.parse(Files.readString(home.resolve(".ssh/bitauth-laptop.pub")));

        try (OpenSshServer server = OpenSshServer.startWithKeys(key)) {
            assertLogsIn(block.lines().skip(1).findFirst().orElseThrow(), server);
        }
    }

    @Test
    void theCommandsForASeedWork() throws IOException {
        Programs.Result result = run(block("--seed"));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(home.resolve(".ssh/wallet-web-1")).exists();
        assertThat(home.resolve(".ssh/wallet-44.pub")).exists();
    }

    private void assertLogsIn(String commands, OpenSshServer server) throws IOException {
        Path config = Files.writeString(
                folder.resolve("config"),
                "Host web-1.example\nHostName 127.0.0.1\nPort " + server.port() + "\nUserKnownHostsFile "
                        + server.knownHosts() + "\nStrictHostKeyChecking yes\nBatchMode yes\nIdentitiesOnly yes\n"
                        + "IdentityAgent none\nRequestTTY no\n");
        Programs.Result result = run(commands.replace("debian", LOGIN)
                        .replace("ssh -i", "ssh -F '" + config + "' -i")
                        .strip()
                + " echo hello\n");
        assertThat(result.output()).as(server.log()).endsWith("hello\n");
        assertThat(result.exitCode()).isZero();
    }

    private static String block(String words) throws IOException {
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("sh").stream()
                .filter(block -> block.document().equals("docs/ssh-routes.md"))
                .filter(block -> block.text().contains(words))
                .toList();
        assertThat(blocks).hasSize(1);
        return blocks.get(0).text();
    }

    private Programs.Result run(String commands) {
        Path target = MarkdownBlocks.ROOT.toAbsolutePath().resolve("examples/bitauth-cli/target");
        return Programs.run(
                Map.of(
                        "SIN",
                        owner.sin().value(),
                        "HOME",
                        home.toString(),
                        "BITAUTH_KEY_FILE",
                        folder.resolve("key").toString(),
                        "PATH",
                        target + ":" + System.getenv("PATH")),
                "sh",
                "-euc",
                "cd '" + folder + "'\n" + commands);
    }
}
