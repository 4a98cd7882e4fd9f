package org.bitauth.ssh;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.event.AuthListener;

/** Settings of an {@link SshCertificateAuthority}, with safe defaults. */
public final class SshCertificateAuthorityBuilder {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_REVOCABLE = Duration.ofHours(24);

    final URI publicUrl;
    final LoginPolicy policy;
    final CaSigner ca;
    List<SshPublicKey> alsoTrusted = List.of();
    Optional<Challenges> challenges = Optional.empty();
    Duration life = Duration.ofMinutes(5);
    Optional<KrlStore> revocations = Optional.empty();
    IssueLog log = IssueLog.none();
    InstantSource clock = InstantSource.system();
    AuthListener listener = AuthListener.none();

    SshCertificateAuthorityBuilder(URI publicUrl, LoginPolicy policy, CaSigner ca) {
        this.publicUrl = publicUrl;
        this.policy = policy;
        this.ca = ca;
    }

    /**
     * Publishes further CA keys beside the one that signs, while the CA key is changed: first the next key, until every
     * instance has it, then the old one, until its last certificate has ended.
     *
     * @param keys what instances are to trust too
     * @return this
     */
    public SshCertificateAuthorityBuilder alsoTrusted(SshPublicKey... keys) {
        alsoTrusted = List.of(keys);
        return this;
    }

    /**
     * Shares challenges with other nodes.
     *
     * @param shared issued for the same public URL
     * @return this
     */
    public SshCertificateAuthorityBuilder challenges(Challenges shared) {
        if (!shared.cloud().equals(CloudUrl.of(publicUrl))) {
            throw new IllegalArgumentException("challenges must be of " + publicUrl + ", are of " + shared.cloud());
        }
        challenges = Optional.of(shared);
        return this;
    }

    /**
     * How long certificates live.
     *
     * @param duration one minute to one hour, or to 24 hours where {@link #revocations} are set; five minutes by default
     * @return this
     */
    public SshCertificateAuthorityBuilder life(Duration duration) {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST_REVOCABLE) > 0) {
            throw new IllegalArgumentException("certificate life must be 1 minute to 24 hours, was " + duration);
        }
        life = duration;
        return this;
    }

    /**
     * Refuses whom a revocation list names. Set this where instances fetch the list.
     *
     * @param store keeps the list
     * @return this
     */
    public SshCertificateAuthorityBuilder revocations(KrlStore store) {
        revocations = Optional.of(store);
        return this;
    }

    /**
     * Remembers every certificate before it leaves.
     *
     * @param remembers what was issued
     * @return this
     */
    public SshCertificateAuthorityBuilder log(IssueLog remembers) {
        log = remembers;
        return this;
    }

    /**
     * Tells the time.
     *
     * @param instants the clock
     * @return this
     */
    public SshCertificateAuthorityBuilder clock(InstantSource instants) {
        clock = instants;
        return this;
    }

    /**
     * Hears of every decision.
     *
     * @param hears audit or metrics
     * @return this
     */
    public SshCertificateAuthorityBuilder listener(AuthListener hears) {
        listener = hears;
        return this;
    }

    /**
     * Ends the settings.
     *
     * @return the authority
     * @throws IllegalArgumentException if certificates were to live longer than an hour without a revocation list
     */
    public SshCertificateAuthority build() {
        if (life.compareTo(LONGEST) > 0 && revocations.isEmpty()) {
            throw new IllegalArgumentException(
                    "certificate life must be at most 1 hour without a revocation list, was " + life);
        }
        return new SshCertificateAuthority(this);
    }
}
