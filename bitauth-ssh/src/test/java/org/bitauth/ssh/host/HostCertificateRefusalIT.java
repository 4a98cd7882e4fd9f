package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitauth.SecretAccess;
import org.bitauth.http.RawResponse;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.SshKeyPair;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that the instance's script takes from nobody, one for each rule. */
@SuppressWarnings("NullAway.Init")
class HostCertificateRefusalIT {
    @TempDir
    private Path folder;

    @AutoClose
    private EnrollingInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new EnrollingInstance(folder);
    }

    @Test
    void refusesTheCertificateOfAnotherKey() throws IOException {
        answerCertificate(key("other"), "-h", "-I", "host:web-1.i.cloud.example", "-n", "web-1.i.cloud.example");
    }

    @Test
    void refusesACertificateForAnotherHost() throws IOException {
        answerCertificate(hostKey(), "-h", "-I", "host:web-1.i.cloud.example", "-n", "web-2.i.cloud.example");
    }

    @Test
    void refusesACertificateForTwoHosts() throws IOException {
        answerCertificate(
                hostKey(),
                "-h",
                "-I",
                "host:web-1.i.cloud.example",
                "-n",
                "web-1.i.cloud.example,web-2.i.cloud.example");
    }

    @Test
    void refusesACertificateForEveryHost() throws IOException {
        answerCertificate(hostKey(), "-h", "-I", "host:web-1.i.cloud.example");
    }

    @Test
    void refusesACertificateOfAUser() throws IOException {
        answerCertificate(hostKey(), "-I", "host:web-1.i.cloud.example", "-n", "web-1.i.cloud.example");
    }

    @Test
    void refusesACertificateWithAnotherKeyId() throws IOException {
        answerCertificate(hostKey(), "-h", "-I", "host:web-2.i.cloud.example", "-n", "web-1.i.cloud.example");
    }

    @Test
    void refusesACertificateWithoutAnEnd() throws IOException {
        answerCertificate(
                hostKey(),
                "-h",
                "-I",
                "host:web-1.i.cloud.example",
                "-n",
                "web-1.i.cloud.example",
                "-V",
                "always:forever");
    }

    @Test
    void refusesACertificateThatIsOver() throws IOException {
        Path signed = sign(
                hostKey(), "-h", "-I", "host:web-1.i.cloud.example", "-n", "web-1.i.cloud.example", "-V", "-2d:-1d");
        instance.web.serve(request -> RawResponse.of(201, read(signed)));

        instance.assertRefused("the certificate that was received is not valid now");
    }

    @Test
    void refusesWhatIsNoCertificate() throws IOException {
        instance.web.serve(request -> RawResponse.of(201, "text/plain", InstanceRoot.CA.line() + "\n"));

        instance.assertRefused("what was received is no certificate of this host key");
    }

    @Test
    void refusesALongAnswer() throws IOException {
        instance.web.serve(request -> RawResponse.of(201, new byte[70_000]));
        instance.web.hideLengths();

        instance.assertRefused("no certificate was received");
    }

    private void answerCertificate(Path key, String... arguments) throws IOException {
        Path signed = sign(key, arguments);
        instance.web.serve(request -> RawResponse.of(201, read(signed)));

        instance.assertRefused("what was received is no certificate of this host key for web-1.i.cloud.example");
    }

    /** By ssh-keygen, which signs what our own authority would not. */
    private Path sign(Path key, String... arguments) throws IOException {
        Path ca = Files.createFile(
                folder.resolve("ca"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(ca, instance.hostCa.privateKeyFile(SecretAccess.EXPORT));
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", ca.toString()));
        command.addAll(List.of(arguments));
        if (!command.contains("-V")) {
            command.addAll(List.of("-V", "-1m:+30d"));
        }
        command.add(key.toString());
        Programs.Result result = Programs.run(Map.of(), command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return key.resolveSibling(key.getFileName().toString().replace(".pub", "-cert.pub"));
    }

    private Path hostKey() throws IOException {
        return Files.copy(instance.sshd.hostKey().resolveSibling("host_key.pub"), folder.resolve("host.pub"));
    }

    private Path key(String name) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".pub"), SshKeyPair.generate().publicKey().line() + "\n");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
