package org.bitauth.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.Signable;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.Challenges;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.TestCloud;
import org.bitauth.ssh.http.SshHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SshCertificateClientTest {
    private final BitauthKey alice = BitauthKey.generate();
    private final SshPublicKey key = SshKeyPair.generate().publicKey();
    private final CertificateRequest request = new CertificateRequest(key, "debian", "i-1");
    private final AtomicInteger signatures = new AtomicInteger();
    private HandlerServer server;

    @BeforeEach
    void listen() throws IOException {
        server = new HandlerServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void fetchesTheCa() {
        TestCloud cloud = new TestCloud(server.url(), InstantSource.system());
        server.start(new SshHandler(cloud.authority));

        assertThat(client().authorities().accepted()).hasValue(List.of(cloud.caKey.publicKey()));
    }

    @Test
    void fetchesACertificate() {
        TestCloud cloud = new TestCloud(server.url(), InstantSource.system());
        server.start(new SshHandler(cloud.authority));

        assertThat(client().certificate(request, alice).accepted().orElseThrow().line())
                .matches("ssh-ed25519-cert-v01@openssh\\.com [A-Za-z0-9+/]+={0,2} sin:" + alice.sin());
        assertThat(cloud.lastEvent().outcome()).isEqualTo("accepted");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void takesASlashAtTheEndOfTheUrl() {
        TestCloud cloud = new TestCloud(server.url(), InstantSource.system());
        server.start(new SshHandler(cloud.authority));
        SshCertificateClient client = new SshCertificateClient(URI.create(server.url() + "/"));

        assertThat(client.certificate(request, alice).accepted()).isPresent();
    }

    @Test
    void isRefusedByThePolicy() {
        TestCloud cloud = new TestCloud(server.url(), InstantSource.system());
        cloud.policy = any -> LoginDecision.deny("The lease was not paid.");
        server.start(new SshHandler(cloud.authority));

        Outcome.Rejected<SshCertificate, ClientRejection> no =
                client().certificate(request, alice).rejected().orElseThrow();
        assertThat(no.reason()).isEqualTo(ClientRejection.REFUSED);
        assertThat(no.detail()).startsWith("403 ").contains("The lease was not paid.");
        assertThat(no.requestId()).isEqualTo(cloud.lastEvent().requestId());
    }

    @Test
    void signsNoChallengeForAnotherLogin() {
        assertUntrusted(challenge(server.url(), alice, new CertificateRequest(key, "root", "i-1")));
    }

    @Test
    void signsNoChallengeForAnotherInstance() {
        assertUntrusted(challenge(server.url(), alice, new CertificateRequest(key, "debian", "i-2")));
    }

    @Test
    void signsNoChallengeForAnotherKey() {
        SshPublicKey theirs = SshKeyPair.generate().publicKey();

        assertUntrusted(challenge(server.url(), alice, new CertificateRequest(theirs, "debian", "i-1")));
    }

    @Test
    void signsNoChallengeOfAnotherCloud() {
        assertUntrusted(challenge(URI.create("https://other.example/v3"), alice, request));
    }

    @Test
    void signsNoChallengeOfAnotherPathOfTheCloud() {
        assertUntrusted(challenge(URI.create(server.url() + "/x"), alice, request));
    }

    @Test
    void signsNoChallengeForAnotherIdentity() {
        assertUntrusted(challenge(server.url(), BitauthKey.generate(), request));
    }

    @Test
    void signsNoChallengeThatLivesLongerThanTenMinutes() {
        assertUntrusted(withLife(601));
    }

    /** The counterpart of the refusals: what differs in nothing is signed and sent back. */
    @Test
    void signsAChallengeThatLivesTenMinutes() {
        String challenge = withLife(600);
        server.start(any -> RawResponse.of(200, "text/plain", challenge));

        assertThat(client().certificate(request, counting()).rejected())
                .map(Outcome.Rejected::reason)
                .hasValue(ClientRejection.REFUSED);
        assertThat(signatures).hasValue(1);
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void signsNothingThatIsNoChallenge() {
        assertUntrusted("Bitauth login 1\nCloud: " + server.url());
    }

    @Test
    void followsNoRedirect() {
        server.start(any -> RawResponse.of(307).with("Location", server.url() + "/elsewhere"));

        assertThat(client().certificate(request, counting()).rejected())
                .map(Outcome.Rejected::reason)
                .hasValue(ClientRejection.REFUSED);
        assertThat(client().authorities().rejected())
                .map(Outcome.Rejected::reason)
                .hasValue(ClientRejection.REFUSED);
        assertThat(signatures).hasValue(0);
        assertThat(server.requests).hasSize(2).noneMatch(seen -> seen.target().contains("elsewhere"));
    }

    @Test
    void refusesACaThatIsNoKey() {
        server.start(any -> RawResponse.of(200, "text/plain", "<html>Please log in</html>\n"));

        assertThat(client().authorities().rejected())
                .map(Outcome.Rejected::reason)
                .hasValue(ClientRejection.REFUSED);
    }

    @Test
    void refusesACertificateForAnotherKey() {
        TestCloud cloud = new TestCloud(server.url(), InstantSource.system());
        SshHandler honest = new SshHandler(cloud.authority);
        CertificateRequest other = new CertificateRequest(SshKeyPair.generate().publicKey(), "debian", "i-1");
        String stolen = cloud.certificate(alice, other).line();
        server.start(any -> {
            RawResponse answer = honest.handle(any);
            return answer.status() == 201 ? RawResponse.of(201, "text/plain", stolen) : answer;
        });

        assertThat(client().certificate(request, alice).rejected())
                .map(Outcome.Rejected::reason)
                .hasValue(ClientRejection.UNTRUSTED);
    }

    @Test
    void cannotReachAClosedPort() {
        URI url = server.url();
        server.start(any -> RawResponse.of(200)).close();
        SshCertificateClient client = new SshCertificateClient(url);

        assertThat(client.authorities().rejected())
                .map(Outcome.Rejected::reason)
                .hasValue(ClientRejection.UNREACHABLE);
        assertThat(client.certificate(request, counting()).rejected())
                .map(Outcome.Rejected::reason)
                .hasValue(ClientRejection.UNREACHABLE);
        assertThat(signatures).hasValue(0);
    }

    @Test
    void takesPlainHttpForLoopbackOnly() {
        assertThatThrownBy(() -> new SshCertificateClient(URI.create("http://cloud.example/v3")))
                .isInstanceOf(MalformedException.class);
    }

    private void assertUntrusted(String challenge) {
        HandlerServer cloud = server.start(any -> RawResponse.of(200, "text/plain", challenge));

        assertThat(client().certificate(request, counting()).rejected())
                .map(Outcome.Rejected::reason)
                .hasValue(ClientRejection.UNTRUSTED);
        assertThat(signatures).hasValue(0);
        assertThat(cloud.requests).hasSize(1);
    }

    private SshCertificateClient client() {
        return new SshCertificateClient(server.url());
    }

    private static String challenge(URI cloud, BitauthSigner signer, CertificateRequest what) {
        return Challenges.builder(cloud).build().issue(signer.sin(), what.ask()).text();
    }

    private String withLife(long seconds) {
        Challenge good = Challenge.parse(challenge(server.url(), alice, request));
        Instant expires = good.issued().plusSeconds(seconds);
        return new Challenge(
                        good.cloud(), good.identity(), good.asks(), good.issued(), expires, good.nonce(), good.mac())
                .text();
    }

    /** Alice's key, which counts what it signs. */
    private BitauthSigner counting() {
        return new BitauthSigner() {
            @Override
            public BitauthPublicKey publicKey() {
                return alice.publicKey();
            }

            @Override
            public BitauthSignature sign(Signable what) {
                signatures.incrementAndGet();
                return alice.sign(what);
            }
        };
    }
}
