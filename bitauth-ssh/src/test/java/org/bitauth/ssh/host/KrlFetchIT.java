package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.bitauth.http.RawResponse;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.Revocation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instance's script that fetches the list of revoked keys, with the machine's curl and ssh-keygen. One test a rule. */
@SuppressWarnings("NullAway.Init")
class KrlFetchIT {
    @TempDir
    private Path folder;

    @AutoClose
    private FetchingInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FetchingInstance(folder);
    }

    @Test
    void putsAGoodListInThePlaceOfTheEmptyOne() throws IOException {
        Programs.Result result = instance.fetch();

        assertThat(result.output()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(instance.krl).hasBinaryContent(instance.list());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instance.krl)))
                .isEqualTo("rw-r--r--");
        assertThat(instance.krl.getParent()).isDirectoryNotContaining("glob:**/.bitauth*");
    }

    @Test
    void refusesAServerThatNobodyVouchesFor() throws IOException {
        instance.script.without("CURL_CA_BUNDLE");

        instance.assertRefused("no list was received");
    }

    @Test
    void refusesAServerWithTheCertificateOfAnother() throws IOException {
        instance.assertRefused(
                URI.create(instance.server.url().toString().replace("127.0.0.1", "localhost")),
                "no list was received",
                instance.list());
    }

    @Test
    void readsNoSettingsOfCurl() throws IOException {
        instance.script.without("CURL_CA_BUNDLE").with("HOME", folder).with("CURL_HOME", folder);
        Files.writeString(folder.resolve(".curlrc"), "insecure\n");

        instance.assertRefused("no list was received");
    }

    @Test
    void refusesOtherSchemes() throws IOException {
        Files.write(folder.resolve("krl"), instance.list());

        instance.assertRefused(folder.toUri(), "the URL must be https", instance.list());
    }

    @Test
    void followsNoRedirect() throws IOException {
        instance.server.serve(request -> request.path().equals("/other")
                ? RawResponse.of(200, instance.list())
                : RawResponse.of(302).with("Location", instance.server.url() + "/other"));

        instance.assertRefused("the answer had the status 302");
        assertThat(instance.server.requests()).hasSize(1);
    }

    @Test
    void refusesAnEmptyList() throws IOException {
        instance.serve(new byte[0], instance.signature());

        instance.assertRefused("the list that was received is empty");
    }

    @Test
    void refusesWhatIsNoList() throws IOException {
        instance.serve(InstanceRoot.CA.line().getBytes(StandardCharsets.US_ASCII), instance.signature());

        instance.assertRefused("what was received is no list of revoked keys");
    }

    @Test
    void refusesAListWithoutItsEnd() throws IOException {
        instance.serve(Arrays.copyOf(instance.list(), instance.list().length - 1), instance.signature());

        instance.assertRefused("what was received is no list of revoked keys");
    }

    @Test
    void refusesALowerNumber() throws IOException {
        byte[] installed = instance.numbered("10");
        instance.serve(instance.numbered("9"), instance.signature());

        instance.assertRefused(instance.server.url(), "has the number 9, which is lower than 10", installed);
    }

    @Test
    void refusesALowerNumberOfTheSameLength() throws IOException {
        byte[] installed = instance.numbered("18446744073709551615");
        instance.serve(instance.numbered("18446744073709551614"), instance.signature());

        instance.assertRefused(instance.server.url(), "which is lower than", installed);
    }

    @Test
    void takesAHigherAndTheSameNumber() throws IOException {
        Files.write(instance.krl, instance.numbered("9"));
        byte[] higher = instance.numbered("10");
        instance.serve(higher, instance.signature());
        assertThat(instance.fetch().exitCode()).isZero();
        assertThat(instance.krl).hasBinaryContent(higher);

        instance.serve(higher, instance.signature());
        assertThat(instance.fetch().exitCode()).isZero();
        assertThat(instance.krl).hasBinaryContent(higher);
    }

    @Test
    void refusesAListOfMoreThan16MiB() throws IOException {
        instance.serve(new byte[(16 << 20) + 1], instance.signature());

        instance.assertRefused("no list was received");
    }

    @Test
    void refusesAListOfMoreThan16MiBThatDoesNotTellItsLength() throws IOException {
        instance.serve(new byte[(16 << 20) + 1], instance.signature());
        instance.server.hideLengths();

        instance.assertRefused("no list was received");
    }

    @Test
    void endsInBoundedTime() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        instance.server.serve(request -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return RawResponse.of(404);
        });
        instance.script.with("BITAUTH_SECONDS", 1);

        instance.assertRefused("no list was received");
    }

    @Test
    void tellsTheAgeOfTheListThatStays() throws IOException {
        instance.server.close();
        Files.write(instance.krl, instance.list());
        Files.setLastModifiedTime(instance.krl, FileTime.from(FetchingInstance.LONG_AGO));

        Programs.Result result = instance.fetch();

        assertThat(result.exitCode()).isEqualTo(1);
        long age = Duration.between(
                        FetchingInstance.LONG_AGO, InstantSource.system().instant())
                .toSeconds();
        assertThat(result.output()).containsPattern("; the installed list stays, its age is \\d+ s\n");
        assertThat(Long.parseLong(result.output().replaceAll("(?s).*its age is (\\d+) s.*", "$1")))
                .isBetween(age - 60, age + 60);
    }

    @Test
    void fetchesNothingThatItHasAlready() throws IOException {
        Files.write(instance.krl, instance.list());
        Files.setLastModifiedTime(instance.krl, FileTime.from(FetchingInstance.LONG_AGO));
        instance.serveAsACloudDoes();

        assertThat(instance.fetch().exitCode()).isZero();

        assertThat(instance.server.requests()).hasSize(1);
        assertThat(instance.server.requests().get(0).header("If-None-Match")).hasValue("\"1\"");
        assertThat(instance.krl).hasBinaryContent(instance.list());
        assertThat(Files.getLastModifiedTime(instance.krl).toInstant())
                .isAfter(FetchingInstance.LONG_AGO.plus(Duration.ofDays(1)));
    }

    @Test
    void fetchesWhatHasChanged() throws IOException {
        Files.write(instance.krl, instance.list());
        instance.store.revoke(new Revocation.Identity(InstanceRoot.ALICE));
        instance.serveAsACloudDoes();

        assertThat(instance.fetch().exitCode()).isZero();

        assertThat(instance.krl).hasBinaryContent(instance.list());
    }

    @Test
    void wantsAUrl() {
        assertThat(instance.script.run().exitCode()).isNotZero();
    }
}
