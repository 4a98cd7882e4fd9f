package org.bitauth.benchmarks;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.OutgoingRequest;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.SignedRequest;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.CertificateRejection;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.RequestSource;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.http.SshHandler;

/** A cloud that issues certificates, and a client who asks it; both in this process. */
final class IssuingCloud {
    static final String LOGIN = "debian";
    static final String INSTANCE = "web-1";

    private static final String URL = "https://cloud.example/v3";
    private static final int CAPACITY = 10_000_000;

    private final BitauthKey key = BitauthKey.generate();
    private final RequestSigner signer = RequestSigner.of(key);
    private final CertificateRequest wanted =
            new CertificateRequest(SshKeyPair.generate().publicKey(), LOGIN, INSTANCE);
    private final SshCertificateAuthority authority = SshCertificateAuthority.builder(
                    URI.create(URL), request -> LoginDecision.allow(), CaSigner.of(SshKeyPair.generate()))
            .build();
    // It has remembered for an hour, so that no nonce of the server is demanded.
    private final RequestVerifier verifier = RequestVerifier.builder(
                    URI.create(URL),
                    new InMemoryReplayGuard(
                            CAPACITY, InstantSource.offset(InstantSource.system(), Duration.ofHours(-1))))
            .build();
    private final SshHandler handler =
            SshHandler.builder(authority).signedRequests(verifier).build();
    private final byte[] body = ("key=" + encode(wanted.key().line()) + "&login=" + LOGIN + "&instance=" + INSTANCE)
            .getBytes(StandardCharsets.UTF_8);

    /** A request for a certificate, signed by the client (v2). */
    RawRequest signedRequest() {
        Map<String, List<String>> headers = new HashMap<>(
                Map.of("Host", List.of("cloud.example"), "Content-Type", List.of("application/x-www-form-urlencoded")));
        signer.sign(OutgoingRequest.of("POST", URL + "/ssh/certificates", body))
                .forEach((name, value) -> headers.put(name, List.of(value)));
        return new RawRequest("POST", "/ssh/certificates", "/ssh", headers, body);
    }

    /** The client's answer to a new challenge. */
    ChallengeAnswer answer() {
        String text = authority.challenge(key.sin(), wanted).text();
        return ChallengeAnswer.sign(text, authority.publicUrl(), wanted.ask(), key)
                .orElseThrow(no -> new IllegalStateException(no.detail()));
    }

    /** Verifies a signed request and signs a certificate. */
    SshCertificate verifyAndIssue(RawRequest request) {
        SignedRequest proof =
                verifier.verify(request).orElseThrow(no -> new IllegalStateException(no.reason() + " " + no.detail()));
        return certificate(authority.issue(new ProvenIdentity(proof.key()), wanted, RequestSource.unknown()));
    }

    /** Verifies an answer and signs a certificate. */
    SshCertificate verifyAndIssue(ChallengeAnswer answer) {
        return certificate(authority.issue(answer, wanted));
    }

    /** Signs a certificate for who is known already. */
    SshCertificate issue() {
        return certificate(authority.issue(new ProvenIdentity(key.publicKey()), wanted, RequestSource.unknown()));
    }

    /** All that an HTTP server would leave to the library: the form and the keys in it are read as well. */
    String handle(RawRequest request) {
        RawResponse answer = handler.handle(request);
        if (answer.status() != 201) {
            throw new IllegalStateException("handler must answer 201, was " + answer.status());
        }
        return answer.text();
    }

    private static SshCertificate certificate(Outcome<SshCertificate, CertificateRejection> outcome) {
        return outcome.orElseThrow(no -> new IllegalStateException(no.reason() + " " + no.detail()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
