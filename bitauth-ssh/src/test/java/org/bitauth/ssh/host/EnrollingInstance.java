package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.http.HttpHandler;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.EnrolmentSecrets;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.InMemoryHostRegister;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.TestCloud;
import org.bitauth.ssh.http.SshHandler;
import org.bitauth.ssh.lab.OpenSshServer;
import org.bitauth.ssh.lab.WebServer;

/** An instance with a running sshd, before a cloud with a host CA: the script, its files, and what a client sees. */
final class EnrollingInstance implements AutoCloseable {
    static final String LINE = "\nHostCertificate ";

    final TestCloud cloud = new TestCloud(TestCloud.URL, InstantSource.system());
    final SshKeyPair hostCa = SshKeyPair.generate();
    final InMemoryHostRegister register = new InMemoryHostRegister();
    final HostCertificateAuthority hosts;
    final WebServer web;
    final OpenSshServer sshd;
    final InstanceScript script;
    final Path secret;
    final Path certificate;

    private final EnrolmentSecrets secrets = EnrolmentSecrets.random(InstantSource.system());
    private final BitauthKey alice = BitauthKey.generate();
    private final String login = OpenSshServer.currentUser();
    private final Path folder;

    EnrollingInstance(Path folder) throws IOException {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen", "curl", "openssl");
        this.folder = folder;
        hosts = authority(Duration.ZERO);
        web = WebServer.https(folder);
        web.serve(handler(hosts));
        sshd = OpenSshServer.start(
                cloud.authority.publicKey(),
                "web-1",
                Map.of(login, List.of(alice.sin())),
                List.of("# BEGIN bitauth", "# END bitauth"));
        secret = Files.writeString(folder.resolve("secret"), hosts.secret("web-1") + "\n");
        certificate = sshd.hostKey().resolveSibling("host_key-cert.pub");
        script = new InstanceScript(SystemdUnit.HOST_CERTIFICATE, folder)
                .with("CURL_CA_BUNDLE", folder.resolve("server.pem"))
                .with("PATH", systemctl() + ":" + System.getenv("PATH"));
    }

    Programs.Result run() {
        return run(web.url());
    }

    Programs.Result run(URI url) {
        return script.run(url, "web-1", InstanceRoot.ZONE, sshd.hostKey(), secret, sshd.config(), sshd.config());
    }

    @Override
    public void close() {
        sshd.close();
        web.close();
    }

    private HostCertificateAuthority authority(Duration ago) {
        return new HostCertificateAuthority(
                InstanceRoot.ZONE,
                CaSigner.of(hostCa),
                register,
                secrets,
                InstantSource.offset(InstantSource.system(), ago.negated()),
                event -> {});
    }

    HttpHandler handler(HostCertificateAuthority authority) {
        return SshHandler.builder(cloud.authority).hosts(authority).build();
    }

    /** An instance that was enrolled in the past. */
    void enrolAgo(Duration ago) throws IOException {
        Path key = sshd.hostKey().resolveSibling("host_key.pub");
        Files.writeString(
                certificate,
                authority(ago)
                                .enrol(
                                        "web-1",
                                        Files.readString(secret).strip(),
                                        SshPublicKey.parse(Files.readString(key)))
                                .accepted()
                                .orElseThrow()
                                .line()
                        + "\n");
        Files.delete(secret);
    }

    /** systemd's command for a machine without systemd: it reloads the sshd of this test. */
    private Path systemctl() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path program = Files.writeString(
                bin.resolve("systemctl"),
                "#!/bin/sh\n[ \"$1 $2\" = 'reload ssh.service' ] || [ \"$1 $2 $3\" = 'is-active -q ssh.service' ] || exit 1\n"
                        + "[ \"$1\" != reload ] || kill -HUP " + sshd.pid() + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin;
    }

    void assertRefused(String message) throws IOException {
        boolean there = Files.exists(certificate);
        String config = Files.readString(sshd.config());

        Programs.Result result = run();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains(message);
        assertThat(Files.exists(certificate)).isEqualTo(there);
        assertThat(Files.readString(sshd.config())).isEqualTo(config);
        assertThat(certificate.getParent()).isDirectoryNotContaining("glob:**/.bitauth*");
    }

    Programs.Result loginOnceReloaded() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Programs.Result result = login();
        while (result.exitCode() != 0 && System.nanoTime() - end < 0) {
            result = login();
        }
        return result;
    }

    /** As a client that knows the host CA and nothing else. */
    Programs.Result login() throws IOException {
        SshKeyPair key = SshKeyPair.generate();
        Path file = Files.createTempFile(folder, "id", "");
        Files.writeString(file, key.privateKeyFile(SecretAccess.EXPORT));
        Files.writeString(
                file.resolveSibling(file.getFileName() + "-cert.pub"),
                cloud.certificate(alice, new CertificateRequest(key.publicKey(), login, "web-1"))
                                .line()
                        + "\n");
        Path known = Files.writeString(folder.resolve("known"), hosts.knownHosts());
        List<String> command = new ArrayList<>();
        for (String word : sshd.sshCommand(file, login, "echo in")) {
            command.add(word.startsWith("UserKnownHostsFile=") ? "UserKnownHostsFile=" + known : word);
        }
        command.addAll(1, List.of("-o", "HostKeyAlias=web-1.i.cloud.example"));
        return Programs.run(Map.of(), command.toArray(String[]::new));
    }
}
