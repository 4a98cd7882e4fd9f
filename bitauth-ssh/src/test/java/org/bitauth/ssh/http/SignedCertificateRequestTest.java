package org.bitauth.ssh.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.http.OutgoingRequest;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.RequestVerifier;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.TestCloud;
import org.junit.jupiter.api.Test;

/** A certificate in one step, by a request that is signed itself. */
class SignedCertificateRequestTest {
    private final TestCloud cloud = new TestCloud();
    private final BitauthKey alice = BitauthKey.generate();
    private final CertificateRequest wanted =
            new CertificateRequest(SshKeyPair.generate().publicKey(), "debian", "i-1");
    private final SshHandler handler = SshHandler.builder(cloud.authority)
            .signedRequests(verifier())
            .senderHeader("X-Real-IP")
            .build();

    @Test
    void isAnsweredWithTheCertificate() {
        RawResponse answer = handler.handle(signed(body()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        SshCertificate certificate = SshCertificate.parse(answer.text());
        assertThat(certificate.keyId()).isEqualTo("sin:" + alice.sin());
        assertThat(certificate.principals()).containsExactly("sin:" + alice.sin() + "/i-1/debian");
        assertThat(cloud.asked.get(0).sourceAddress()).hasValue("192.0.2.7");
    }

    @Test
    void isTakenOnce() {
        RawRequest request = signed(body());
        handler.handle(request);

        assertThat(handler.handle(request).status()).isEqualTo(401);
        assertThat(cloud.asked).hasSize(1);
    }

    @Test
    void isRefusedWithAnotherBody() {
        RawRequest request = signed(body());
        RawRequest other = new RawRequest(
                "POST",
                request.target(),
                "/v3/ssh",
                headers(signature(body())),
                body().replace("debian", "rootly").getBytes(StandardCharsets.UTF_8));

        assertThat(handler.handle(other).status()).isEqualTo(401);
        assertThat(cloud.asked).isEmpty();
    }

    @Test
    void isAskedForASignature() {
        RawResponse answer = handler.handle(new RawRequest(
                "POST", "/v3/ssh/certificates", "/v3/ssh", headers(Map.of()), body().getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isPresent();
    }

    @Test
    void isRefusedByThePolicy() {
        cloud.policy = any -> LoginDecision.deny("No lease.");

        RawResponse answer = handler.handle(signed(body()));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("No lease.");
    }

    @Test
    void isMalformedWhereSignedRequestsAreNotTaken() {
        assertThat(new SshHandler(cloud.authority).handle(signed(body())).status())
                .isEqualTo(400);
    }

    /** Its guard began an hour ago, so that no server nonce is needed. */
    private static RequestVerifier verifier() {
        Instant[] now = {TestCloud.NOW.minusSeconds(3600)};
        InstantSource clock = () -> now[0];
        InMemoryReplayGuard guard = new InMemoryReplayGuard(100, clock);
        now[0] = TestCloud.NOW;
        return RequestVerifier.builder(URI.create("https://cloud.example"), guard)
                .clock(clock)
                .build();
    }

    private String body() {
        return Form.first(alice.sin(), wanted).without("identity").body();
    }

    private RawRequest signed(String body) {
        return new RawRequest(
                "POST",
                "/v3/ssh/certificates",
                "/v3/ssh",
                headers(signature(body)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> signature(String body) {
        return RequestSigner.of(alice, InstantSource.fixed(TestCloud.NOW))
                .sign(
                        OutgoingRequest.of(
                                "POST", TestCloud.URL + "/ssh/certificates", body.getBytes(StandardCharsets.UTF_8)),
                        Optional.empty(),
                        Duration.ZERO);
    }

    private static Map<String, List<String>> headers(Map<String, String> signature) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("Host", List.of(TestCloud.URL.getAuthority()));
        headers.put("X-Real-IP", List.of("192.0.2.7"));
        signature.forEach((name, value) -> headers.put(name, List.of(value)));
        return headers;
    }
}
