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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.bitauth.SecretAccess;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawResponse;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.InMemoryKrlStore;
import org.bitauth.ssh.KrlSigner;
import org.bitauth.ssh.KrlStore;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.Revocation;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.http.SshHandler;
import org.bitauth.ssh.lab.WebServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instance's script that fetches the list of revoked keys, with the machine's curl and ssh-keygen. One test a rule. */
@SuppressWarnings("NullAway.Init")
class KrlFetchIT {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @AutoClose
    private WebServer server;

    private InstanceScript script;
    private Path krl;
    private Path signers;
    private final KrlStore store = new InMemoryKrlStore(InstantSource.system());
    private final KrlSigner signer = new KrlSigner(SshKeyPair.generate());

    @BeforeEach
    void start() throws IOException {
        Peers.requirePrograms("curl", "ssh-keygen", "openssl");
        server = WebServer.https(folder);
        script = new InstanceScript(SystemdUnit.KRL, folder).with("CURL_CA_BUNDLE", folder.resolve("server.pem"));
        Path ssh = Files.createDirectory(folder.resolve("ssh"));
        krl = Files.createFile(ssh.resolve("krl"));
        signers = ssh.resolve("signers");
        store.revoke(new Revocation.Identity(InstanceRoot.BOB));
        serve(list(), signature());
    }

    @Test
    void putsAGoodListInThePlaceOfTheEmptyOne() throws IOException {
        Programs.Result result = fetch();

        assertThat(result.output()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(krl).hasBinaryContent(list());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(krl)))
                .isEqualTo("rw-r--r--");
        assertThat(krl.getParent()).isDirectoryNotContaining("glob:**/.bitauth*");
    }

    @Test
    void refusesAServerThatNobodyVouchesFor() throws IOException {
        script.without("CURL_CA_BUNDLE");

        assertRefused("no list was received");
    }

    @Test
    void refusesAServerWithTheCertificateOfAnother() throws IOException {
        assertRefused(
                URI.create(server.url().toString().replace("127.0.0.1", "localhost")), "no list was received", list());
    }

    @Test
    void readsNoSettingsOfCurl() throws IOException {
        script.without("CURL_CA_BUNDLE").with("HOME", folder).with("CURL_HOME", folder);
        Files.writeString(folder.resolve(".curlrc"), "insecure\n");

        assertRefused("no list was received");
    }

    @Test
    void refusesPlainHttpWithoutASignature() throws IOException {
        try (WebServer plain = WebServer.http()) {
            plain.serve(handler(list(), signature()));

            assertRefused(plain.url(), "the URL must be https where no signature is demanded", list());
            assertThat(plain.requests()).isEmpty();
        }
    }

    @Test
    void refusesOtherSchemes() throws IOException {
        Files.write(folder.resolve("krl"), list());

        assertRefused(folder.toUri(), "the URL must be https", list());
    }

    @Test
    void takesASignedListByPlainHttp() throws IOException {
        trust(signer);
        try (WebServer plain = WebServer.http()) {
            plain.serve(handler(list(), signature()));

            assertThat(run(plain.url()).exitCode()).isZero();
            assertThat(krl).hasBinaryContent(list());
        }
    }

    /** Whoever sits between could say for ever that nothing has changed. */
    @Test
    void asksForTheWholeListByPlainHttp() throws IOException {
        trust(signer);
        Files.write(krl, list());
        try (WebServer plain = WebServer.http()) {
            plain.serve(request -> RawResponse.of(304));

            assertRefused(plain.url(), "the answer had the status 304", list());
            assertThat(plain.requests().get(0).header("If-None-Match")).isEmpty();
        }
    }

    @Test
    void refusesTheSignatureOfAnotherKey() throws IOException {
        trust(new KrlSigner(SshKeyPair.generate()));

        assertRefused("the signature of the list that was received is not good");
    }

    @Test
    void refusesASignatureOverAnotherList() throws IOException {
        trust(signer);
        String old = signature();
        store.revoke(new Revocation.Identity(InstanceRoot.ALICE));
        serve(list(), old);

        assertRefused("the signature of the list that was received is not good");
    }

    @Test
    void refusesASignatureForAnotherPurpose() throws IOException {
        SshKeyPair key = SshKeyPair.generate();
        trust(new KrlSigner(key));
        Path file = Files.write(folder.resolve("other"), list());
        Path secret = Files.createFile(
                folder.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, key.privateKeyFile(SecretAccess.EXPORT));
        keygen("-Y", "sign", "-q", "-f", secret, "-n", "file", file);
        serve(list(), Files.readString(folder.resolve("other.sig")));

        assertRefused("the signature of the list that was received is not good");
    }

    @Test
    void refusesAListWithoutASignatureWhereOneIsDemanded() throws IOException {
        trust(signer);
        server.serve(request -> request.path().equals("/krl") ? RawResponse.of(200, list()) : RawResponse.of(404));

        assertRefused("the answer for the signature had the status 404");
    }

    @Test
    void demandsASignatureFromAnEmptyListOfSignersToo() throws IOException {
        Files.createFile(signers);

        assertRefused("the signature of the list that was received is not good");
    }

    @Test
    void followsNoRedirect() throws IOException {
        server.serve(request -> request.path().equals("/other")
                ? RawResponse.of(200, list())
                : RawResponse.of(302).with("Location", server.url() + "/other"));

        assertRefused("the answer had the status 302");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void refusesAnEmptyList() throws IOException {
        serve(new byte[0], signature());

        assertRefused("the list that was received is empty");
    }

    @Test
    void refusesWhatIsNoList() throws IOException {
        serve(InstanceRoot.CA.line().getBytes(StandardCharsets.US_ASCII), signature());

        assertRefused("what was received is no list of revoked keys");
    }

    @Test
    void refusesAListWithoutItsEnd() throws IOException {
        serve(Arrays.copyOf(list(), list().length - 1), signature());

        assertRefused("what was received is no list of revoked keys");
    }

    @Test
    void refusesALowerNumber() throws IOException {
        byte[] installed = numbered("10");
        serve(numbered("9"), signature());

        assertRefused(server.url(), "has the number 9, which is lower than 10", installed);
    }

    @Test
    void refusesALowerNumberOfTheSameLength() throws IOException {
        byte[] installed = numbered("18446744073709551615");
        serve(numbered("18446744073709551614"), signature());

        assertRefused(server.url(), "which is lower than", installed);
    }

    @Test
    void takesAHigherAndTheSameNumber() throws IOException {
        Files.write(krl, numbered("9"));
        byte[] higher = numbered("10");
        serve(higher, signature());
        assertThat(fetch().exitCode()).isZero();
        assertThat(krl).hasBinaryContent(higher);

        serve(higher, signature());
        assertThat(fetch().exitCode()).isZero();
        assertThat(krl).hasBinaryContent(higher);
    }

    @Test
    void refusesAListOfMoreThan16MiB() throws IOException {
        serve(new byte[(16 << 20) + 1], signature());

        assertRefused("no list was received");
    }

    @Test
    void refusesAListOfMoreThan16MiBThatDoesNotTellItsLength() throws IOException {
        serve(new byte[(16 << 20) + 1], signature());
        server.hideLengths();

        assertRefused("no list was received");
    }

    @Test
    void endsInBoundedTime() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        server.serve(request -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return RawResponse.of(404);
        });
        script.with("BITAUTH_SECONDS", 1);

        assertRefused("no list was received");
    }

    @Test
    void tellsTheAgeOfTheListThatStays() throws IOException {
        server.close();
        Files.write(krl, list());
        Files.setLastModifiedTime(krl, FileTime.from(LONG_AGO));

        Programs.Result result = fetch();

        assertThat(result.exitCode()).isEqualTo(1);
        long age = Duration.between(LONG_AGO, InstantSource.system().instant()).toSeconds();
        assertThat(result.output()).containsPattern("; the installed list stays, its age is \\d+ s\n");
        assertThat(Long.parseLong(result.output().replaceAll("(?s).*its age is (\\d+) s.*", "$1")))
                .isBetween(age - 60, age + 60);
    }

    @Test
    void fetchesNothingThatItHasAlready() throws IOException {
        Files.write(krl, list());
        Files.setLastModifiedTime(krl, FileTime.from(LONG_AGO));
        serveAsACloudDoes();

        assertThat(fetch().exitCode()).isZero();

        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().get(0).header("If-None-Match")).hasValue("\"1\"");
        assertThat(krl).hasBinaryContent(list());
        assertThat(Files.getLastModifiedTime(krl).toInstant()).isAfter(LONG_AGO.plus(Duration.ofDays(1)));
    }

    @Test
    void fetchesWhatHasChanged() throws IOException {
        Files.write(krl, list());
        store.revoke(new Revocation.Identity(InstanceRoot.ALICE));
        serveAsACloudDoes();

        assertThat(fetch().exitCode()).isZero();

        assertThat(krl).hasBinaryContent(list());
    }

    @Test
    void wantsAUrl() {
        assertThat(script.run().exitCode()).isNotZero();
    }

    private void serveAsACloudDoes() {
        SshCertificateAuthority authority = SshCertificateAuthority.builder(
                        server.url(), request -> LoginDecision.allow(), CaSigner.of(SshKeyPair.generate()))
                .revocations(store)
                .build();
        server.serve(SshHandler.builder(authority).krlSigner(signer).build());
    }

    private byte[] list() {
        return store.current().toBytes();
    }

    private String signature() {
        return signer.sign(store.current());
    }

    private void trust(KrlSigner other) throws IOException {
        Files.writeString(
                signers,
                "bitauth-krl namespaces=\"bitauth-krl\" " + other.publicKey().line() + "\n");
    }

    private void serve(byte[] list, String signature) {
        server.serve(handler(list, signature));
    }

    private static HttpHandler handler(byte[] list, String signature) {
        return request -> switch (request.path()) {
            case "/krl" -> RawResponse.of(200, list);
            case "/krl.sig" -> RawResponse.of(200, "text/plain", signature);
            default -> RawResponse.of(404);
        };
    }

    private byte[] numbered(String number) throws IOException {
        Path key = Files.writeString(folder.resolve("revoked.pub"), InstanceRoot.CA.line() + "\n");
        Path file = folder.resolve("numbered");
        keygen("-k", "-q", "-f", file, "-z", number, key);
        return Files.readAllBytes(file);
    }

    private static void keygen(Object... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "ssh-keygen";
        for (int i = 0; i < arguments.length; i++) {
            command[i + 1] = arguments[i].toString();
        }
        Programs.Result result = Programs.run(Map.of(), command);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private Programs.Result fetch() {
        return run(server.url());
    }

    private Programs.Result run(URI url) {
        return script.run(url.toString().replaceAll("/$", ""), krl, signers);
    }

    private void assertRefused(String message) throws IOException {
        assertRefused(server.url(), message, new byte[0]);
    }

    /** The old list stays byte for byte, nothing lies beside it, and the message and the code say so. */
    private void assertRefused(URI url, String message, byte[] old) throws IOException {
        Files.write(krl, old);

        Programs.Result result = run(url);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains(message).contains("; the installed list stays, its age is ");
        assertThat(krl).hasBinaryContent(old);
        assertThat(krl.getParent()).isDirectoryNotContaining("glob:**/.bitauth*");
    }
}
