package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.bitauth.SecretAccess;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.KrlSigner;
import org.bitauth.ssh.Revocation;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.lab.WebServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same script where lists are signed, which alone allows plain http. One test a rule. */
@SuppressWarnings("NullAway.Init")
class KrlFetchSignatureIT {
    @TempDir
    private Path folder;

    @AutoClose
    private FetchingInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FetchingInstance(folder);
    }

    @Test
    void refusesPlainHttpWithoutASignature() throws IOException {
        try (WebServer plain = WebServer.http()) {
            plain.serve(FetchingInstance.handler(instance.list(), instance.signature()));

            instance.assertRefused(
                    plain.url(), "the URL must be https where no signature is demanded", instance.list());
            assertThat(plain.requests()).isEmpty();
        }
    }

    @Test
    void takesASignedListByPlainHttp() throws IOException {
        instance.trust(instance.signer);
        try (WebServer plain = WebServer.http()) {
            plain.serve(FetchingInstance.handler(instance.list(), instance.signature()));

            assertThat(instance.run(plain.url()).exitCode()).isZero();
            assertThat(instance.krl).hasBinaryContent(instance.list());

            Files.setLastModifiedTime(instance.krl, FileTime.from(FetchingInstance.LONG_AGO));
            assertThat(instance.run(plain.url()).exitCode()).isZero();
            assertThat(Files.getLastModifiedTime(instance.krl).toInstant())
                    .as("an old list with its signature makes the installed one no younger")
                    .isEqualTo(FetchingInstance.LONG_AGO);
        }
    }

    /** Whoever sits between could say for ever that nothing has changed. */
    @Test
    void asksForTheWholeListByPlainHttp() throws IOException {
        instance.trust(instance.signer);
        Files.write(instance.krl, instance.list());
        try (WebServer plain = WebServer.http()) {
            plain.serve(request -> RawResponse.of(304));

            instance.assertRefused(plain.url(), "the answer had the status 304", instance.list());
            assertThat(plain.requests().get(0).header("If-None-Match")).isEmpty();
        }
    }

    @Test
    void refusesTheSignatureOfAnotherKey() throws IOException {
        instance.trust(new KrlSigner(SshKeyPair.generate()));

        instance.assertRefused("the signature of the list that was received is not good");
    }

    @Test
    void refusesASignatureOverAnotherList() throws IOException {
        instance.trust(instance.signer);
        String old = instance.signature();
        instance.store.revoke(new Revocation.Identity(InstanceRoot.ALICE));
        instance.serve(instance.list(), old);

        instance.assertRefused("the signature of the list that was received is not good");
    }

    @Test
    void refusesASignatureForAnotherPurpose() throws IOException {
        SshKeyPair key = SshKeyPair.generate();
        instance.trust(new KrlSigner(key));
        Path file = Files.write(folder.resolve("other"), instance.list());
        Path secret = Files.createFile(
                folder.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, key.privateKeyFile(SecretAccess.EXPORT));
        FetchingInstance.keygen("-Y", "sign", "-q", "-f", secret, "-n", "file", file);
        instance.serve(instance.list(), Files.readString(folder.resolve("other.sig")));

        instance.assertRefused("the signature of the list that was received is not good");
    }

    @Test
    void refusesAListWithoutASignatureWhereOneIsDemanded() throws IOException {
        instance.trust(instance.signer);
        instance.server.serve(
                request -> request.path().equals("/krl") ? RawResponse.of(200, instance.list()) : RawResponse.of(404));

        instance.assertRefused("the answer for the signature had the status 404");
    }

    @Test
    void demandsASignatureFromAnEmptyListOfSignersToo() throws IOException {
        Files.createFile(instance.signers);

        instance.assertRefused("the signature of the list that was received is not good");
    }
}
