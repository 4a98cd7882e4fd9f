package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.house.MarkdownBlocks;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.lab.WebServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the image builders' commands of docs/ssh.md as they stand, by https; only URL and paths are others. */
@SuppressWarnings("NullAway.Init")
class SshHostGuideIT {
    private static final Sin SIN = BitauthKey.ofHex("1".repeat(64)).sin();

    @TempDir
    private Path folder;

    @AutoClose
    private WebServer web;

    private Path image;

    @BeforeEach
    void start() throws IOException {
        Peers.requirePrograms("sh", "openssl", "/usr/sbin/sshd");
        web = WebServer.https(folder);
        String url = web.url().toString().replaceAll("/ssh$", "");
        Path state = folder.resolve("state");
        ServeConfig config = ServeConfig.read(Files.writeString(
                folder.resolve("config.json"),
                "{\"url\": \"" + url + "\", \"state\": \"" + state
                        + "\", \"ssh\": {\"zone\": \"i.cloud.example\", \"logins\": []}}"));
        web.serve(Objects.requireNonNull(
                Faces.of(config, URI.create(url), new AuditLog(new PrintWriter(new StringWriter())))
                        .get("/v3/ssh/*")));
        CommandRun secret =
                CommandRun.of("ssh-ca", "host-secret", "--state", state, "--zone", "i.cloud.example", "web-1");
        assertThat(secret.exitCode()).as(secret.err()).isZero();
        Files.writeString(
                Files.createFile(
                        folder.resolve("web-1.secret"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                secret.out());
        image = folder.resolve("image");
        Files.createDirectories(
                image.resolve("etc/ssh/sshd_config.d"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(image.resolve("etc/ssh/sshd_config"), "Include /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\n");
    }

    @Test
    void theCommandsForAnImageWork() throws IOException {
        Programs.Result result = run(commands("--apply") + "find \"$image\" -type f\n");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("=== /etc/ssh/bitauth_principals/debian 0644\nsin:" + SIN + "/web-1/debian\n")
                .contains("wrote /etc/ssh/bitauth_krl_signers\n")
                .contains("wrote /etc/ssh/bitauth_enrolment\n")
                .contains("next: systemctl --root=" + image.toRealPath()
                        + " enable bitauth-krl.timer bitauth-host-certificate.timer\n")
                .contains("removed /etc/ssh/sshd_config.d/10-bitauth.conf\n")
                .endsWith(image + "/etc/ssh/sshd_config\n")
                .doesNotContain(Files.readString(folder.resolve("web-1.secret")).strip());
    }

    @Test
    void theCommandsForCloudInitWork() throws IOException {
        Programs.Result result = run(commands("--cloud-init"));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Files.readString(folder.resolve("user-data")))
                .startsWith("#cloud-config\nwrite_files:\n")
                .contains(Files.readString(folder.resolve("web-1.secret")).strip());
        assertThat(Files.readString(folder.resolve("user-data-of-one-line")))
                .startsWith("#cloud-config\nssh_authorized_keys:\n  - 'cert-authority,principals=\"sin:" + SIN);
    }

    private String commands(String option) throws IOException {
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("sh").stream()
                .filter(block -> block.document().equals("docs/ssh.md"))
                .filter(block -> block.text().contains("bitauth ssh host-setup ")
                        && block.text().contains(option))
                .toList();
        assertThat(blocks).hasSize(1);
        return blocks.stream()
                .map(MarkdownBlocks::text)
                .collect(Collectors.joining())
                .replace("https://cloud.example/v3", web.url().toString().replaceAll("/ssh$", ""))
                .replace("/mnt/image", image.toString());
    }

    private Programs.Result run(String commands) {
        Path target = MarkdownBlocks.ROOT.toAbsolutePath().resolve("examples/bitauth-cli/target");
        return Programs.run(
                Map.of(
                        "SIN",
                        SIN.value(),
                        "PATH",
                        target + ":" + System.getenv("PATH"),
                        "JAVA_TOOL_OPTIONS",
                        "-Djavax.net.ssl.trustStore=" + folder.resolve("trust.p12")
                                + " -Djavax.net.ssl.trustStorePassword=changeit"),
                "sh",
                "-euc",
                "cd '" + folder + "'\n" + commands);
    }
}
