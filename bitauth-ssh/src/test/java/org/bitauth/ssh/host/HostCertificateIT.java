package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawResponse;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.lab.WebServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instance's script that gets and renews the host certificate, before a running sshd. */
@SuppressWarnings("NullAway.Init")
class HostCertificateIT {
    @TempDir
    private Path folder;

    @AutoClose
    private EnrollingInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new EnrollingInstance(folder);
    }

    @Test
    void clientsNeedNoHostKeyButTheCas() throws IOException {
        assertThat(instance.login().output()).contains("Host key verification failed");

        Programs.Result result = instance.run();

        assertThat(result.output()).isEmpty();
        assertThat(result.exitCode()).isZero();
        SshCertificate shown = SshCertificate.parse(Files.readString(instance.certificate));
        assertThat(shown.principals()).containsExactly("web-1.i.cloud.example");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instance.certificate)))
                .isEqualTo("rw-r--r--");
        assertThat(instance.secret).doesNotExist();
        assertThat(Files.readString(instance.sshd.config()))
                .contains("# BEGIN bitauth" + EnrollingInstance.LINE + instance.certificate + "\n# END");
        instance.sshd.awaitLog("Received SIGHUP");
        assertThat(instance.loginOnceReloaded().output()).isEqualTo("in\n");
    }

    @Test
    void asksNobodyWhileMoreThanHalfOfTheLifeIsLeft() throws IOException {
        instance.run();
        String first = Files.readString(instance.certificate);
        String config = Files.readString(instance.sshd.config());

        assertThat(instance.run().exitCode()).isZero();

        assertThat(instance.web.requests()).hasSize(1);
        assertThat(instance.certificate).hasContent(first);
        assertThat(Files.readString(instance.sshd.config())).isEqualTo(config);
    }

    @Test
    void renewsWhenHalfOfTheLifeIsOver() throws IOException {
        instance.enrolAgo(Duration.ofDays(16));
        SshCertificate old = SshCertificate.parse(Files.readString(instance.certificate));
        instance.web.serve(instance.handler(instance.hosts));

        assertThat(instance.run().exitCode()).isZero();

        SshCertificate renewed = SshCertificate.parse(Files.readString(instance.certificate));
        assertThat(Duration.between(old.validBefore(), renewed.validBefore())).isGreaterThan(Duration.ofDays(15));
        assertThat(instance.web.requests())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly("GET /host-certificates/web-1");
        assertThat(Files.readString(instance.sshd.config())).containsOnlyOnce(EnrollingInstance.LINE);
    }

    @Test
    void keepsTheCertificateWhereTheRenewalFails() throws IOException {
        instance.enrolAgo(Duration.ofDays(16));
        instance.register.remove("web-1");
        instance.web.serve(instance.handler(instance.hosts));
        String old = Files.readString(instance.certificate);

        instance.assertRefused("the certificate is not renewed, the answer had the status 404");
        assertThat(instance.certificate).hasContent(old);
    }

    @Test
    void refusesARenewalThatEndsNoLater() throws IOException {
        instance.enrolAgo(Duration.ofDays(16));
        String old = Files.readString(instance.certificate);
        instance.web.serve(request -> RawResponse.of(200, old.getBytes(StandardCharsets.US_ASCII)));

        instance.assertRefused("ends no later than the installed one");
    }

    @Test
    void keepsTheSecretWhereItIsRefused() throws IOException {
        Files.writeString(instance.secret, instance.hosts.secret("web-2"));

        instance.assertRefused("the host key is not enrolled, the answer had the status 403");
        assertThat(instance.secret).exists();
    }

    @Test
    void refusesWithoutASecretAndWithoutACertificate() throws IOException {
        Files.delete(instance.secret);

        instance.assertRefused("there is neither a certificate for web-1.i.cloud.example nor an enrolment secret");
        assertThat(instance.web.requests()).isEmpty();
    }

    @Test
    void sendsNoSecretWithoutTls() throws IOException {
        try (WebServer plain = WebServer.http()) {
            assertThat(instance.run(plain.url()).output()).contains("the URL must be https");
            assertThat(plain.requests()).isEmpty();
        }
    }

    @Test
    void sendsNoSecretToAServerThatNobodyVouchesFor() throws IOException {
        instance.script.without("CURL_CA_BUNDLE");

        instance.assertRefused("no certificate was received");
        assertThat(instance.web.requests()).isEmpty();
    }

    @Test
    void followsNoRedirect() throws IOException {
        instance.web.serve(request -> RawResponse.of(307).with("Location", instance.web.url() + "/elsewhere"));

        instance.assertRefused("the answer had the status 307");
        assertThat(instance.web.requests()).hasSize(1);
    }

    /** Everybody on a machine can read the arguments of its processes. */
    @Test
    void showsTheSecretToNoOtherProcess() throws IOException {
        List<String> seen = new ArrayList<>();
        String text = Files.readString(instance.secret).strip();
        HttpHandler cloudsOwn = instance.handler(instance.hosts);
        instance.web.serve(request -> {
            seen.addAll(commandLines());
            return cloudsOwn.handle(request);
        });

        assertThat(instance.run().exitCode()).isZero();

        assertThat(seen).anyMatch(line -> line.contains("curl")).noneMatch(line -> line.contains(text));
    }

    /** The certificate stays, and is named once sshd's configuration is good again. */
    @Test
    void takesTheLineBackThatSshdRefuses() throws IOException {
        String good = Files.readString(instance.sshd.config());
        Files.writeString(instance.sshd.config(), good + "NoSuchKeyword yes\n");

        assertThat(instance.run().output()).contains("sshd refuses the line for the certificate");
        assertThat(Files.readString(instance.sshd.config())).isEqualTo(good + "NoSuchKeyword yes\n");

        Files.writeString(instance.sshd.config(), good);
        assertThat(instance.run().exitCode()).isZero();
        assertThat(Files.readString(instance.sshd.config())).contains(EnrollingInstance.LINE + instance.certificate);
        assertThat(instance.web.requests()).hasSize(1);
        assertThat(instance.sshd.awaitLog("Received SIGHUP")).contains("Received SIGHUP");
    }

    private static List<String> commandLines() {
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    lines.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    lines.add(""); // it has ended
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
