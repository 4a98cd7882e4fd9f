package org.bitauth.ssh.agent;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bitauth.ssh.SshKeyPair;
import org.jspecify.annotations.Nullable;

/**
 * What an agent offers to log in with: a key as it is, or a certificate of a key that is renewed by itself. Several
 * identities may have one key. Immutable.
 */
public final class AgentIdentity {
    private final SshKeyPair key;
    private final String comment;
    private final @Nullable CertificateSource certificates;
    private final List<Destination> destinations;

    private AgentIdentity(
            SshKeyPair key, String comment, @Nullable CertificateSource certificates, List<Destination> destinations) {
        this.key = Objects.requireNonNull(key, "key");
        this.comment = AgentEvent.printable(comment);
        this.certificates = certificates;
        this.destinations = destinations;
    }

    /**
     * A key, for hosts that have it in {@code authorized_keys}, and for signatures of files.
     *
     * @param key the key
     * @param comment what {@code ssh-add -l} shows
     * @return the identity, good for every host
     */
    public static AgentIdentity ofKey(SshKeyPair key, String comment) {
        return new AgentIdentity(key, comment, null, List.of());
    }

    /**
     * A certificate.
     *
     * @param key the key that it is for
     * @param comment what {@code ssh-add -l} shows
     * @param certificates where it comes from
     * @return the identity, good for every host
     */
    public static AgentIdentity ofCertificates(SshKeyPair key, String comment, CertificateSource certificates) {
        return new AgentIdentity(key, comment, Objects.requireNonNull(certificates, "certificates"), List.of());
    }

    /**
     * The same for some hosts only. It then logs in on bound connections only, and only if every host on the way, each that
     * forwards the agent and the last one, is one of these; it signs no files.
     *
     * @param hosts the hosts
     * @return the identity
     */
    public AgentIdentity limitedTo(Collection<Destination> hosts) {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("destinations must be at least one");
        }
        return new AgentIdentity(key, comment, certificates, List.copyOf(hosts));
    }

    SshKeyPair key() {
        return key;
    }

    String comment() {
        return comment;
    }

    Optional<CertificateSource> certificates() {
        return Optional.ofNullable(certificates);
    }

    List<Destination> destinations() {
        return destinations;
    }

    @Override
    public String toString() {
        return "AgentIdentity[" + comment + "]";
    }
}
