package org.bitauth.ssh;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.ChallengeRejection;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RequestId;

/**
 * Swaps a signed challenge for a short-lived SSH user certificate. Immutable and thread-safe; build one per cloud.
 * {@code SshHandler} puts it on HTTP.
 */
public final class SshCertificateAuthority {
    private static final Duration START_IN_THE_PAST = Duration.ofSeconds(60);
    private static final List<String> EXTENSIONS = List.of("permit-pty");

    private final Challenges challenges;
    private final LoginPolicy policy;
    private final CaSigner ca;
    private final Duration life;
    private final InstantSource clock;
    private final AuthListener listener;

    private SshCertificateAuthority(Builder builder) {
        policy = builder.policy;
        ca = builder.ca;
        life = builder.life;
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
    public static Builder builder(URI publicUrl, LoginPolicy policy, CaSigner ca) {
        return new Builder(publicUrl, policy, ca);
    }

    /**
     * The key that instances trust.
     *
     * @return for {@code TrustedUserCAKeys}
     */
    public SshPublicKey publicKey() {
        return ca.publicKey();
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
     */
    public Outcome<SshCertificate, CertificateRejection> issue(ChallengeAnswer answer, CertificateRequest request) {
        return issue(answer, request, RequestId.next());
    }

    /**
     * Swaps a signed challenge for a certificate.
     *
     * @param answer the signed challenge
     * @param request what the certificate is wanted for, the same as the challenge's
     * @param requestId the request's id
     * @return the certificate, or why there is none
     */
    public Outcome<SshCertificate, CertificateRejection> issue(
            ChallengeAnswer answer, CertificateRequest request, String requestId) {
        if (request.key().equals(ca.publicKey())) {
            return refuse(CertificateRejection.MALFORMED, "the key must not be the CA's", Optional.empty(), requestId);
        }
        Outcome<ProvenIdentity, ChallengeRejection> proof = challenges.verify(answer, request.ask(), requestId);
        if (proof instanceof Outcome.Rejected<ProvenIdentity, ChallengeRejection> no) {
            CertificateRejection reason =
                    no.reason().isMalformed() ? CertificateRejection.MALFORMED : CertificateRejection.NOT_PROVEN;
            return refuse(reason, no.reason() + ": " + no.detail(), Optional.empty(), requestId);
        }
        Sin sin = ((Outcome.Accepted<ProvenIdentity, ChallengeRejection>) proof)
                .value()
                .sin();
        LoginDecision decision =
                policy.decide(new LoginRequest(sin, request.login(), request.instance(), request.key()));
        if (decision instanceof LoginDecision.Deny no) {
            return refuse(CertificateRejection.DENIED, no.reason(), Optional.of(sin), requestId);
        }
        return sign(sin, request, ((LoginDecision.Allow) decision).until(), requestId);
    }

    /**
     * Tells the listener of a request that a store or a policy did not let come to a decision.
     *
     * @param requestId the request's id
     * @param cause what was thrown
     */
    void failed(String requestId, RuntimeException cause) {
        tell(Optional.empty(), "failed", cause.toString(), requestId);
    }

    private Outcome<SshCertificate, CertificateRejection> sign(
            Sin sin, CertificateRequest request, Instant until, String requestId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(life).isAfter(until) ? until.truncatedTo(ChronoUnit.SECONDS) : now.plus(life);
        if (!end.isAfter(now)) {
            return refuse(CertificateRejection.DENIED, "The permission has ended.", Optional.of(sin), requestId);
        }
        SshCertificate certificate = SshCertificate.sign(
                ca, request.key(), "sin:" + sin, request.principal(sin), now.minus(START_IN_THE_PAST), end, EXTENSIONS);
        tell(Optional.of(sin), "accepted", describe(certificate), requestId);
        return new Outcome.Accepted<>(certificate);
    }

    private Outcome<SshCertificate, CertificateRejection> refuse(
            CertificateRejection reason, String detail, Optional<Sin> sin, String requestId) {
        tell(sin, reason.name().toLowerCase(Locale.ROOT), detail, requestId);
        return new Outcome.Rejected<>(reason, detail, requestId);
    }

    private static String describe(SshCertificate certificate) {
        return "serial " + certificate.serial() + ", "
                + certificate.principals().get(0) + ", key "
                + certificate.subject().fingerprint() + ", until " + certificate.validBefore();
    }

    private void tell(Optional<Sin> sin, String outcome, String detail, String requestId) {
        listener.on(new AuthEvent(clock.instant(), requestId, "ssh.certificate", sin, outcome, detail));
    }

    /** Settings with safe defaults. */
    public static final class Builder {
        private final URI publicUrl;
        private final LoginPolicy policy;
        private final CaSigner ca;
        private Optional<Challenges> challenges = Optional.empty();
        private Duration life = Duration.ofMinutes(5);
        private InstantSource clock = InstantSource.system();
        private AuthListener listener = AuthListener.none();

        private Builder(URI publicUrl, LoginPolicy policy, CaSigner ca) {
            this.publicUrl = publicUrl;
            this.policy = policy;
            this.ca = ca;
        }

        /**
         * Shares challenges with other nodes.
         *
         * @param shared issued for the same public URL
         * @return this
         */
        public Builder challenges(Challenges shared) {
            if (!shared.cloud().equals(CloudUrl.of(publicUrl))) {
                throw new IllegalArgumentException("challenges must be of " + publicUrl + ", are of " + shared.cloud());
            }
            challenges = Optional.of(shared);
            return this;
        }

        /**
         * How long certificates live.
         *
         * @param duration one minute to one hour; five minutes by default
         * @return this
         */
        public Builder life(Duration duration) {
            if (duration.compareTo(Duration.ofMinutes(1)) < 0 || duration.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("certificate life must be 1 minute to 1 hour, was " + duration);
            }
            life = duration;
            return this;
        }

        /**
         * Tells the time.
         *
         * @param instants the clock
         * @return this
         */
        public Builder clock(InstantSource instants) {
            clock = instants;
            return this;
        }

        /**
         * Hears of every decision; keep what it hears of issued certificates.
         *
         * @param hears audit or metrics
         * @return this
         */
        public Builder listener(AuthListener hears) {
            listener = hears;
            return this;
        }

        /**
         * Ends the settings.
         *
         * @return the authority
         */
        public SshCertificateAuthority build() {
            return new SshCertificateAuthority(this);
        }
    }
}
