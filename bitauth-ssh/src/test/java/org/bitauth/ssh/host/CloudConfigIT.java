package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.TestCloud;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User data, read and carried out by Debian's cloud-init. */
@SuppressWarnings("NullAway.Init")
class CloudConfigIT {
    @TempDir
    private Path temporary;

    private CloudInit cloudInit;

    @BeforeEach
    void start() throws IOException {
        cloudInit = new CloudInit(temporary);
    }

    @Test
    void cloudInitsSchemaTakesBothForms() {
        for (InstanceProfile profile : List.of(InstanceRoot.profile().build(), rich())) {
            for (String text : List.of(
                    new CloudConfig(profile).files(),
                    new CloudConfig(InstanceRoot.profile().build()).authorizedKeys())) {
                Programs.Result result = cloudInit.schema(text);

                assertThat(result.output()).contains("Valid cloud-config");
                assertThat(result.exitCode()).isZero();
            }
        }
    }

    /** What the schema's test is worth: it refuses what is no cloud-config. */
    @Test
    void cloudInitsSchemaRefusesAnotherText() {
        String text = new CloudConfig(InstanceRoot.profile().build()).files().replace("permissions:", "mode:");

        assertThat(cloudInit.schema(text).output()).contains("schema errors: write_files.0");
        assertThat(cloudInit.schema(text).exitCode()).isEqualTo(1);
    }

    @Test
    void cloudInitWritesTheSameBytesAsApply() throws IOException {
        InstanceRoot applied = new InstanceRoot(Files.createDirectory(temporary.resolve("a")), InstanceRoot.DEBIAN);
        InstanceRoot booted = new InstanceRoot(Files.createDirectory(temporary.resolve("b")), InstanceRoot.DEBIAN);

        applied.applied(rich());
        cloudInit.run("write", new CloudConfig(rich()).files(), booted.folder);

        assertThat(booted.everything()).isEqualTo(applied.everything());
        assertThat(booted.applied(rich())).isEmpty();
        booted.undone();
        assertThat(booted.file("/etc/ssh/bitauth_principals")).doesNotExist();
        assertThat(booted.read("/etc/ssh/sshd_config")).isEqualTo(InstanceRoot.DEBIAN);
    }

    @Test
    void startsTheTimersAndHasSshdReadItsLines() {
        assertThat(cloudInit.run("commands", new CloudConfig(rich()).files())).isEqualTo("""
                        #!/bin/sh
                        'systemctl' 'daemon-reload'
                        'systemctl' 'enable' '--now' 'bitauth-krl.timer' 'bitauth-host-certificate.timer'
                        sshd -t || mv /etc/ssh/sshd_config.d/10-bitauth.conf /etc/ssh/sshd_config.d/10-bitauth.conf.refused
                        systemctl reload-or-restart ssh || systemctl reload-or-restart sshd
                        """);
    }

    /** A key of the user's data replaces the vendor's: cloud-init joins no lists. */
    @Test
    void userDataWithFilesOfItsOwnReplacesAVendorsFiles() {
        Path vendor = cloudInit.file(new CloudConfig(rich()).files());

        assertThat(cloudInit.run("users", "#cloud-config\nwrite_files: [{path: /tmp/x, content: x}]\n", vendor))
                .isEqualTo("/tmp/x\n");
    }

    @Test
    void theLineForAuthorizedKeysLetsTheOwnerInAndNobodyElse() throws IOException {
        Peers.requirePrograms("sshd", "ssh");
        TestCloud cloud = new TestCloud(TestCloud.URL, InstantSource.system());
        BitauthKey alice = BitauthKey.generate();
        String login = OpenSshServer.currentUser();
        InstanceProfile profile = InstanceProfile.builder(
                        URI.create("https://cloud.example/v3"), "web-1", List.of(cloud.authority.publicKey()))
                .owners(login, List.of(InstanceRoot.BOB, alice.sin()))
                .build();
        Path keys = cloudInit.file(cloudInit.run("keys", new CloudConfig(profile).authorizedKeys()));

        try (OpenSshServer sshd = OpenSshServer.start(
                cloud.authority.publicKey(),
                "web-1",
                Map.of(),
                List.of(
                        "Match all",
                        "TrustedUserCAKeys none",
                        "AuthorizedPrincipalsFile none",
                        "AuthorizedKeysFile " + keys))) {
            assertThat(login(sshd, cloud, alice, "web-1")).isEqualTo("in\n");
            assertThat(login(sshd, cloud, BitauthKey.generate(), "web-1")).contains("Permission denied");
            assertThat(login(sshd, cloud, alice, "web-2")).contains("Permission denied");
        }
    }

    /** cloud-init gives root a copy with options of its own: there the CA's key would be a plain key, which it never is. */
    @Test
    void theCopyForRootIsNoCa() {
        String copy = cloudInit.run(
                "root-keys", new CloudConfig(InstanceRoot.profile().build()).authorizedKeys());

        assertThat(copy).contains("command=").doesNotContain("cert-authority");
    }

    @Test
    void refusesALineForTwoLogins() {
        CloudConfig config = new CloudConfig(
                InstanceRoot.profile().owners("root", List.of(InstanceRoot.BOB)).build());

        assertThatThrownBy(config::authorizedKeys).isInstanceOf(MalformedException.class);
    }

    private static InstanceProfile rich() {
        return InstanceRoot.profile()
                .owners("root", List.of(InstanceRoot.ALICE, InstanceRoot.BOB))
                .zone(InstanceRoot.ZONE)
                .krlKey(InstanceRoot.CA)
                .enrolmentSecret("-0123456789_abcdef")
                .build();
    }

    private String login(OpenSshServer sshd, TestCloud cloud, BitauthKey owner, String instance) throws IOException {
        SshKeyPair key = SshKeyPair.generate();
        Path file = Files.createTempFile(temporary, "id", "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, key.privateKeyFile(SecretAccess.EXPORT));
        CertificateRequest request = new CertificateRequest(key.publicKey(), sshd.login(), instance);
        Files.writeString(
                file.resolveSibling(file.getFileName() + "-cert.pub"),
                cloud.certificate(owner, request).line() + "\n");
        return Programs.run(
                        Map.of(), sshd.sshCommand(file, sshd.login(), "echo in").toArray(String[]::new))
                .output();
    }
}
