package org.bitauth.ssh.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.StoreException;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.MacKeys;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.replay.ReplayGuard;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.CertificateFields;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.TestCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshHandlerTest {
    private final TestCloud cloud = new TestCloud();
    private final SshHandler handler = new SshHandler(cloud.authority);
    private final BitauthKey alice = BitauthKey.generate();
    private final SshKeyPair ssh = SshKeyPair.generate();
    private final CertificateRequest request = new CertificateRequest(ssh.publicKey(), "debian", "i-1");

    @Test
    void tellsTheCa() {
        RawResponse answer = handle(get("/v3/ssh/ca"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(cloud.caKey.publicKey().line() + "\n");
        assertThat(answer.header("Content-Type")).hasValue("text/plain; charset=utf-8");
    }

    @Test
    void swapsAnAnsweredChallengeForACertificate() {
        RawResponse first = handle(Form.first(alice.sin(), request).post());
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Cache-Control")).hasValue("no-store");
        assertThat(Challenge.parse(first.text()).asks()).isEqualTo(request.ask().line());

        ChallengeAnswer signed = ChallengeAnswer.sign(first.text(), TestCloud.URL.toString(), request.ask(), alice)
                .accepted()
                .orElseThrow();
        RawResponse second = handle(Form.second(signed, request).post());
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Cache-Control")).hasValue("no-store");
        assertThat(second.text()).endsWith(" sin:" + alice.sin() + "\n");
        assertThat(new CertificateFields(second.text()).key)
                .isEqualTo(ssh.publicKey().toBytes());
        assertThat(second.header("X-Openstack-Request-Id"))
                .hasValue(cloud.lastEvent().requestId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "login", "instance", "challenge", "public_key", "signature"})
    void refusesMissingEmptyAndDoubledFields(String name) {
        Form second = Form.second(cloud.answer(alice, request), request);
        String twice = new Form(Map.of(name, second.fields().getOrDefault(name, ""))).body();

        assertError(400, "malformed", handle(second.without(name).post()));
        assertError(400, "malformed", handle(second.with(name, "").post()));
        assertError(400, "malformed", handle(second.with("unknown", "1").post()));
        assertError(400, "malformed", handle(post(second.body() + "&" + twice)));
        assertThat(cloud.asked).isEmpty();
        assertThat(handle(second.post()).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "key, ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7",
        "login, root debian",
        "instance, ../i-1",
        "challenge, Bitauth login 1",
        "public_key, 02",
        "signature, zz"
    })
    void refusesMalformedValues(String name, String value) {
        Form second = Form.second(cloud.answer(alice, request), request);

        assertError(400, "malformed", handle(second.with(name, value).post()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDy", "alice"})
    void refusesMalformedIdentities(String identity) {
        Form first = Form.first(alice.sin(), request);

        assertError(400, "malformed", handle(first.with("identity", identity).post()));
        assertError(400, "malformed", handle(first.without("identity").post()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "=",
                "&&&",
                "key",
                "key=",
                "=key",
                "{\"key\": 1}",
                "key=%",
                "key=%4",
                "key=%zz",
                "key=%-1",
                "login=%ff%fe",
                "a=1&a=2",
                "\u0000\u0001",
            })
    void refusesGarbage(String body) {
        assertError(400, "malformed", handle(post(body)));
    }

    @Test
    void refusesTheCaKeyAsSubject() {
        CertificateRequest own = new CertificateRequest(cloud.caKey.publicKey(), "debian", "i-1");

        assertError(
                400,
                "malformed",
                handle(Form.second(cloud.answer(alice, own), own).post()));
    }

    @Test
    void readsNoMoreThan16KiB() {
        byte[] body = new byte[16_385];
        Arrays.fill(body, (byte) 'a');

        assertError(413, "malformed", handle(Form.post(body)));
        assertError(400, "malformed", handle(Form.post(Arrays.copyOf(body, 16_384))));
        assertThat(handler.maxBodyBytes()).isEqualTo(16_384);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v3/ssh", "/v3/ssh/", "/v3/ssh/ca/", "/v3/ssh/CA", "/v3/ssh//ca", "/v3/ssh/c%61", "/ssh/ca"})
    void hasNothingElsewhere(String target) {
        assertError(404, "missing", handle(get(target)));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v3/ssh/ca, 'GET, HEAD'",
        "GET, /v3/ssh/certificates, POST",
        "PUT, /v3/ssh/certificates, POST",
        "get, /v3/ssh/ca, 'GET, HEAD'"
    })
    void tellsTheMethodThatIsAllowed(String method, String target, String allowed) {
        RawResponse answer = handle(new RawRequest(method, target, "/v3/ssh", Map.of(), new byte[0]));

        assertError(405, "malformed", answer);
        assertThat(answer.header("Allow")).hasValue(allowed);
    }

    @Test
    void neverTellsWhichPartOfAProofFailed() {
        ChallengeAnswer own = cloud.answer(alice, request);
        ChallengeAnswer theirs = cloud.answer(BitauthKey.generate(), request);
        Form form = Form.second(own, request);
        List<Form> forged = List.of(
                form.with("signature", theirs.signature()),
                form.with("public_key", theirs.publicKey().orElseThrow()),
                form.with("login", "root"),
                Form.second(new TestCloud().answer(alice, request), request));

        for (Form wrong : forged) {
            RawResponse answer = handle(wrong.post());
            assertError(401, "not_proven", answer);
            assertThat(answer.text()).contains("\"The proof was not accepted.\"");
            assertThat(answer.header("WWW-Authenticate")).hasValue("Bitauth realm=\"https://cloud.example/v3\"");
        }
        assertThat(handle(form.post()).status()).isEqualTo(201);
        assertError(401, "not_proven", handle(form.post()));
    }

    @Test
    void tellsThePolicysReason() {
        cloud.policy = any -> LoginDecision.deny("The lease was \"not\" paid.");
        RawResponse answer =
                handle(Form.second(cloud.answer(alice, request), request).post());

        assertError(403, "denied", answer);
        assertThat(answer.text()).contains("The lease was \\\"not\\\" paid.");
    }

    @Test
    void isUnavailableWhenThePolicysStoreIs() {
        cloud.policy = any -> {
            throw new StoreException("jdbc:postgresql://10.0.0.1 refused");
        };
        RawResponse answer =
                handle(Form.second(cloud.answer(alice, request), request).post());

        assertError(503, "unavailable", answer);
        assertThat(answer.text()).doesNotContain("postgresql");
        assertThat(cloud.lastEvent().outcome()).isEqualTo("failed");
        assertThat(cloud.lastEvent().detail()).contains("postgresql");
        assertThat(answer.header("X-Openstack-Request-Id"))
                .hasValue(cloud.lastEvent().requestId());
    }

    @Test
    void isUnavailableWhenTheReplayGuardIs() {
        ChallengeAnswer answer = cloud.answer(alice, request);
        SshHandler broken = new SshHandler(
                SshCertificateAuthority.builder(TestCloud.URL, any -> LoginDecision.allow(), CaSigner.of(cloud.caKey))
                        .challenges(Challenges.builder(TestCloud.URL)
                                .shared(MacKeys.random(), new BrokenGuard())
                                .clock(InstantSource.fixed(TestCloud.NOW))
                                .build())
                        .build());

        assertError(
                503,
                "unavailable",
                broken.handle(Form.first(alice.sin(), request).post()));
        assertThat(broken.handle(Form.second(answer, request).post()).status()).isEqualTo(401);
    }

    @Test
    void hidesUnexpectedExceptions() {
        cloud.policy = any -> {
            throw new IllegalStateException("password of the directory");
        };
        RawResponse answer =
                handle(Form.second(cloud.answer(alice, request), request).post());

        assertError(500, "error", answer);
        assertThat(answer.text()).doesNotContain("password", "Exception", "at org.");
        assertThat(cloud.lastEvent().detail()).contains("IllegalStateException");
    }

    private RawResponse handle(RawRequest what) {
        RawResponse answer = handler.handle(what);
        assertThat(answer.header("X-Openstack-Request-Id").orElseThrow()).matches("req-[0-9a-f-]{36}");
        return answer;
    }

    private static void assertError(int status, String reason, RawResponse answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).startsWith("{\"error\":{\"code\":" + status + ",");
        assertThat(answer.text()).endsWith(",\"reason\":\"" + reason + "\"}}\n");
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.header("X-Openstack-Request-Id")).isPresent();
    }

    private static RawRequest get(String target) {
        return new RawRequest("GET", target, "/v3/ssh", Map.of(), new byte[0]);
    }

    private static RawRequest post(String body) {
        return Form.post(body.getBytes(StandardCharsets.UTF_8));
    }

    private static final class BrokenGuard implements ReplayGuard {
        @Override
        public boolean claim(String nonce, Instant until) {
            throw new StoreException("replay guard is down");
        }

        @Override
        public Instant rememberingSince() {
            throw new StoreException("replay guard is down");
        }
    }
}
