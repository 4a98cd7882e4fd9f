package org.bitauth.ssh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.FileKrlStore;
import org.bitauth.ssh.InMemoryKrlStore;
import org.bitauth.ssh.Krl;
import org.bitauth.ssh.KrlSigner;
import org.bitauth.ssh.KrlStore;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.Revocation;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.TestCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationListsTest {
    private final SshKeyPair caKey = SshKeyPair.generate();
    private final KrlSigner signer = new KrlSigner(SshKeyPair.generate());
    private final KrlStore store = new InMemoryKrlStore(InstantSource.fixed(TestCloud.NOW));
    private final SshHandler handler =
            SshHandler.builder(authority(store)).krlSigner(signer).build();
    private final BitauthKey alice = BitauthKey.generate();

    @Test
    void servesTheListWithItsNumber() {
        RawResponse empty = get("/v3/ssh/krl");
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.body()).isEqualTo(Krl.empty().toBytes()).isNotEmpty();
        assertThat(empty.header("ETag")).hasValue("\"0\"");
        assertThat(empty.header("Content-Type")).hasValue("application/octet-stream");

        Krl krl = store.revoke(new Revocation.Identity(alice.sin()));
        RawResponse answer = get("/v3/ssh/krl");
        assertThat(answer.body()).isEqualTo(krl.toBytes());
        assertThat(answer.header("ETag")).hasValue("\"1\"");
        assertThat(answer.header("Bitauth-Krl-Number")).hasValue("1");
        assertThat(answer.header("Cache-Control")).hasValue("no-cache");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"\"0\";304", "\"7\", \"0\";304", "\"1\";200", "W/\"0\";200", "0;200", "\"\";200", ";200"})
    void sendsAListOnce(String known, int status) {
        Map<String, List<String>> headers = known == null ? Map.of() : Map.of("If-None-Match", List.of(known));
        for (String path : List.of("/v3/ssh/krl", "/v3/ssh/krl.sig")) {
            RawResponse answer = handler.handle(new RawRequest("GET", path, "/v3/ssh", headers, new byte[0]));
            assertThat(answer.status()).as(path).isEqualTo(status);
            assertThat(answer.header("ETag")).hasValue("\"0\"");
            assertThat(answer.body().length > 0).isEqualTo(status == 200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ca", "/krl", "/krl.sig", "/krl-key"})
    void answersHeadAsGetWithoutTheBody(String path) {
        RawResponse head = handler.handle(new RawRequest("HEAD", "/v3/ssh" + path, "/v3/ssh", Map.of(), new byte[0]));

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(get("/v3/ssh" + path).header("ETag"));
    }

    @Test
    void servesTheSignatureAndItsKey() {
        Krl krl = store.revoke(new Revocation.Identity(alice.sin()));

        assertThat(get("/v3/ssh/krl.sig").text()).isEqualTo(signer.sign(krl));
        assertThat(get("/v3/ssh/krl-key").text()).isEqualTo(signer.publicKey().line() + "\n");
    }

    @Test
    void hasNoListWithoutAStoreAndNoSignatureWithoutAKey() {
        SshHandler none = new SshHandler(new TestCloud().authority);
        SshHandler unsigned = new SshHandler(authority(store));

        for (String path : List.of("/krl", "/krl.sig", "/krl-key", "/known-hosts", "/host-certificates/web-1")) {
            assertThat(status(none, path)).as(path).isEqualTo(404);
        }
        assertThat(status(unsigned, "/krl")).isEqualTo(200);
        assertThat(status(unsigned, "/krl.sig")).isEqualTo(404);
        assertThat(status(unsigned, "/krl-key")).isEqualTo(404);
    }

    @Test
    void certifiesNobodyWhoIsRevoked() {
        CertificateRequest request =
                new CertificateRequest(SshKeyPair.generate().publicKey(), "debian", "i-1");
        assertThat(certificate(handler, request).status()).isEqualTo(201);

        store.revoke(new Revocation.Key(request.key()));
        assertThat(certificate(handler, request).status()).isEqualTo(403);
        store.restore(new Revocation.Key(request.key()));
        store.revoke(new Revocation.Identity(alice.sin()));
        RawResponse no = certificate(handler, request);
        assertThat(no.status()).isEqualTo(403);
        assertThat(no.text()).contains("revoked");
    }

    @Test
    void isUnavailableWhenTheListIs(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("krl");
        SshHandler broken = new SshHandler(authority(new FileKrlStore(file, InstantSource.fixed(TestCloud.NOW))));
        Files.delete(file);
        CertificateRequest request =
                new CertificateRequest(SshKeyPair.generate().publicKey(), "debian", "i-1");

        assertThat(status(broken, "/krl")).isEqualTo(503);
        assertThat(certificate(broken, request).status()).isEqualTo(503);
    }

    @Test
    void giveNoKeyTwoRoles() {
        SshHandlerBuilder builder = SshHandler.builder(authority(store)).krlSigner(new KrlSigner(caKey));

        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }

    private SshCertificateAuthority authority(KrlStore revocations) {
        return SshCertificateAuthority.builder(TestCloud.URL, any -> LoginDecision.allow(), CaSigner.of(caKey))
                .clock(InstantSource.fixed(TestCloud.NOW))
                .revocations(revocations)
                .build();
    }

    private RawResponse certificate(SshHandler face, CertificateRequest request) {
        String text = face.handle(Form.first(alice.sin(), request).post()).text();
        return face.handle(Form.second(
                        ChallengeAnswer.sign(text, TestCloud.URL.toString(), request.ask(), alice)
                                .accepted()
                                .orElseThrow(),
                        request)
                .post());
    }

    private RawResponse get(String path) {
        return handler.handle(new RawRequest("GET", path, "/v3/ssh", Map.of(), new byte[0]));
    }

    private static int status(SshHandler face, String path) {
        return face.handle(new RawRequest("GET", "/v3/ssh" + path, "/v3/ssh", Map.of(), new byte[0]))
                .status();
    }
}
