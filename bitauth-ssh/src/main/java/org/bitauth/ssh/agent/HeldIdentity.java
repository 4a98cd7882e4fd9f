package org.bitauth.ssh.agent;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bitauth.ssh.SshKeyPair;
import org.jspecify.annotations.Nullable;

/** An identity in an agent, with the certificate that it has now. */
final class HeldIdentity {
    private final AgentIdentity identity;
    private final byte[] keyBlob;
    private final @Nullable RenewedCertificate certificate;

    HeldIdentity(AgentIdentity identity, InstantSource clock, AgentListener listener) {
        this.identity = identity;
        keyBlob = identity.key().publicKey().blob();
        certificate = identity.certificates()
                .map(source ->
                        new RenewedCertificate(source, identity.key().publicKey(), identity.comment(), clock, listener))
                .orElse(null);
    }

    SshKeyPair key() {
        return identity.key();
    }

    String comment() {
        return identity.comment();
    }

    Optional<RenewedCertificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** What a client is shown; nothing while there is no certificate that lives. */
    Optional<byte[]> blob() {
        return certificate == null ? Optional.of(keyBlob) : certificate.blob();
    }

    boolean isPlainKey() {
        return certificate == null;
    }

    /** Whether a client that names this means this identity. */
    boolean isShownAs(byte[] blob) {
        return certificate == null ? MessageDigest.isEqual(keyBlob, blob) : certificate.is(blob);
    }

    boolean isLimited() {
        return !identity.destinations().isEmpty();
    }

    /** Whether all hosts on the way are among the destinations. */
    boolean mayGo(List<SessionBindings.Host> way, Instant now) {
        return !isLimited()
                || way.stream()
                        .allMatch(host -> identity.destinations().stream()
                                .anyMatch(destination -> destination.covers(host.key(), now)));
    }
}
