package org.bitauth.ssh;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.BitauthSigner;
import org.bitauth.Outcome;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.event.AuthEvent;

/**
 * A cloud with an SSH CA, as tests see it: the clock is the test's, the policy can be swapped, and every decision is
 * kept. Each call makes a new ceremony.
 */
public final class TestCloud {
    public static final URI URL = URI.create("https://cloud.example/v3");
    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    public final SshKeyPair caKey;
    public final List<AuthEvent> events = new ArrayList<>();
    public final List<LoginRequest> asked = new ArrayList<>();
    public LoginPolicy policy = request -> LoginDecision.allow();
    public final SshCertificateAuthority authority;

    /** A cloud whose clock stands still. */
    public TestCloud() {
        this(URL, InstantSource.fixed(NOW));
    }

    public TestCloud(URI url, InstantSource clock) {
        this(url, clock, SshKeyPair.generate());
    }

    private TestCloud(URI url, InstantSource clock, SshKeyPair caKey) {
        this.caKey = caKey;
        authority = SshCertificateAuthority.builder(url, this::decide, CaSigner.of(caKey))
                .clock(clock)
                .listener(events::add)
                .build();
    }

    /** The same CA at another time. */
    public TestCloud at(InstantSource clock) {
        return new TestCloud(URL, clock, caKey);
    }

    /** Asks for a challenge and signs it. */
    public ChallengeAnswer answer(BitauthSigner signer, CertificateRequest request) {
        String text = authority.challenge(signer.sin(), request).text();
        return ChallengeAnswer.sign(text, authority.publicUrl(), request.ask(), signer)
                .accepted()
                .orElseThrow();
    }

    /** Both steps, which must succeed. */
    public SshCertificate certificate(BitauthSigner signer, CertificateRequest request) {
        return issue(signer, request).accepted().orElseThrow();
    }

    /** Both steps. */
    public Outcome<SshCertificate, CertificateRejection> issue(BitauthSigner signer, CertificateRequest request) {
        return authority.issue(answer(signer, request), request);
    }

    public AuthEvent lastEvent() {
        return events.get(events.size() - 1);
    }

    private LoginDecision decide(LoginRequest request) {
        asked.add(request);
        return policy.decide(request);
    }
}
