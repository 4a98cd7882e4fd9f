package org.bitauth.ssh;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.ChallengeRejection;
import org.bitauth.challenge.Challenges;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;

/**
 * Swaps a proof of identity for a short-lived SSH user certificate. Immutable and thread-safe; build one per cloud.
 * {@code SshHandler} puts it on HTTP.
 */
public final class SshCertificateAuthority {
    private final Challenges challenges;
    private final LoginPolicy policy;
    private final CaSigner ca;
    private final List<SshPublicKey> trusted;
    private final Duration life;
    private final Optional<KrlStore> revocations;
    private final IssueLog log;
    private final InstantSource clock;
    private final AuthListener listener;

    SshCertificateAuthority(SshCertificateAuthorityBuilder builder) {
        policy = builder.policy;
        ca = builder.ca;
        trusted = Stream.concat(Stream.of(ca.publicKey()), builder.alsoTrusted.stream())
                .toList();
        life = builder.life;
        revocations = builder.revocations;
        log = builder.log;
        clock = builder.clock;
        listener = builder.listener;
        challenges = builder.challenges.orElseGet(
                () -> Challenges.builder(builder.publicUrl).clock(clock).build());
    }

    /**
     * Begins with safe defaults: challenges in memory, certificates for five minutes.
     *
     * @param publicUrl the cloud's base URL as clients know it
     * @param policy who may log in where
     * @param ca the key that instances trust
     * @return settings
     */
    public static SshCertificateAuthorityBuilder builder(URI publicUrl, LoginPolicy policy, CaSigner ca) {
        return new SshCertificateAuthorityBuilder(publicUrl, policy, ca);
    }

    /**
     * The key that signs.
     *
     * @return the CA's public half
     */
    public SshPublicKey publicKey() {
        return ca.publicKey();
    }

    /**
     * The keys that instances trust: the one that signs, then those that are to sign or have signed.
     *
     * @return for {@code TrustedUserCAKeys}, a line each
     */
    public List<SshPublicKey> trustedKeys() {
        return trusted;
    }

    /**
     * The cloud's base URL as clients know it.
     *
     * @return the {@code Cloud:} line of challenges
     */
    public String publicUrl() {
        return challenges.cloud();
    }

    /**
     * The list of what is revoked.
     *
     * @return empty if this authority has none
     */
    public Optional<KrlStore> revocations() {
        return revocations;
    }

    /**
     * Issues the challenge for a certificate.
     *
     * @param sin who is to answer
     * @param request what the certificate is wanted for
     * @return the challenge
     */
    public Challenge challenge(Sin sin, CertificateRequest request) {
        return challenges.issue(sin, request.ask());
    }

    /**
     * Swaps a signed challenge for a certificate.
     *
     * @param answer the signed challenge
     * @param request what the certificate is wanted for, the same as the challenge's
     * @return the certificate, or why there is none
     * @throws org.bitauth.StoreException if a store cannot answer: refuse with 503
     */
    public Outcome<SshCertificate, CertificateRejection> issue(ChallengeAnswer answer, CertificateRequest request) {
        return issue(answer, request, RequestSource.unknown());
    }

    /**
     * Swaps a signed challenge for a certificate.
     *
     * @param answer the signed challenge
     * @param request what the certificate is wanted for, the same as the challenge's
     * @param source where the request came from
     * @return the certificate, or why there is none
     * @throws org.bitauth.StoreException if a store cannot answer: refuse with 503
     */
    public Outcome<SshCertificate, CertificateRejection> issue(
            ChallengeAnswer answer, CertificateRequest request, RequestSource source) {
        Outcome<ProvenIdentity, ChallengeRejection> proof =
                challenges.verify(answer, request.ask(), source.requestId());
        if (proof instanceof Outcome.Rejected<ProvenIdentity, ChallengeRejection> no) {
            CertificateRejection reason =
                    no.reason().isMalformed() ? CertificateRejection.MALFORMED : CertificateRejection.NOT_PROVEN;
            return refuse(reason, no.reason() + ": " + no.detail(), Optional.empty(), source);
        }
        return issue(((Outcome.Accepted<ProvenIdentity, ChallengeRejection>) proof).value(), request, source);
    }

    /**
     * Issues a certificate to an identity that the caller has proven otherwise, such as by a signed request that names this
     * certificate and cannot be replayed.
     *
     * @param identity who was proven
     * @param request what the certificate is wanted for
     * @param source where the request came from
     * @return the certificate, or why there is none
     * @throws org.bitauth.StoreException if a store cannot answer: refuse with 503
     */
    public Outcome<SshCertificate, CertificateRejection> issue(
            ProvenIdentity identity, CertificateRequest request, RequestSource source) {
        Sin sin = identity.sin();
        if (trusted.contains(request.key())) {
            return refuse(CertificateRejection.MALFORMED, "the key must not be the CA's", Optional.of(sin), source);
        }
        if (isRevoked(sin, request.key())) {
            return refuse(CertificateRejection.DENIED, "This identity or key is revoked.", Optional.of(sin), source);
        }
        LoginDecision decision =
                decide(new LoginRequest(sin, request.login(), request.instance(), request.key(), source.address()));
        if (decision instanceof LoginDecision.Deny no) {
            return refuse(CertificateRejection.DENIED, no.reason(), Optional.of(sin), source);
        }
        return sign(sin, request, (LoginDecision.Allow) decision, source);
    }

    /**
     * Tells the listener of an exception that ended a request.
     *
     * @param requestId the request's id
     * @param cause what was thrown
     */
    public void failed(String requestId, RuntimeException cause) {
        tell(Optional.empty(), "failed", cause.toString(), requestId);
    }

    /** What a policy finds malformed is its own doing, not the client's. */
    private LoginDecision decide(LoginRequest request) {
        try {
            return policy.decide(request);
        } catch (MalformedException e) {
            throw new IllegalStateException("login policy failed", e);
        }
    }

    private boolean isRevoked(Sin sin, SshPublicKey key) {
        return revocations
                .map(KrlStore::current)
                .filter(krl -> krl.revokes(sin) || krl.revokes(key))
                .isPresent();
    }

    private Outcome<SshCertificate, CertificateRejection> sign(
            Sin sin, CertificateRequest request, LoginDecision.Allow allowed, RequestSource source) {
        Instant now = clock.instant();
        Instant end = CertificateRules.validBefore(now, life, allowed.until());
        if (!end.isAfter(now)) {
            return refuse(CertificateRejection.DENIED, "The permission has ended.", Optional.of(sin), source);
        }
        SshCertificate certificate = new CertificateContent(
                        SshCertificate.Kind.USER,
                        request.key(),
                        CertificateRules.serial(now),
                        CertificateRules.keyId(sin),
                        CertificateRules.principals(sin, request),
                        CertificateRules.validAfter(now),
                        end,
                        CertificateRules.criticalOptions(allowed),
                        CertificateRules.extensions(allowed))
                .sign(ca);
        log.issued(IssueRecord.of(certificate, now, source.address(), source.requestId()));
        tell(Optional.of(sin), "accepted", describe(certificate), source.requestId());
        return new Outcome.Accepted<>(certificate);
    }

    private Outcome<SshCertificate, CertificateRejection> refuse(
            CertificateRejection reason, String detail, Optional<Sin> sin, RequestSource source) {
        tell(sin, reason.name().toLowerCase(Locale.ROOT), detail, source.requestId());
        return new Outcome.Rejected<>(reason, detail, source.requestId());
    }

    private static String describe(SshCertificate certificate) {
        return "serial " + certificate.serialText() + ", "
                + certificate.principals().get(0) + ", key "
                + certificate.subject().fingerprint() + ", until " + certificate.validBefore();
    }

    private void tell(Optional<Sin> sin, String outcome, String detail, String requestId) {
        listener.on(new AuthEvent(clock.instant(), requestId, "ssh.certificate", sin, outcome, detail));
    }
}
