package org.bitauth.ssh.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An ssh-agent (RFC 9987): ssh, scp, sftp, rsync and git find it by {@code SSH_AUTH_SOCK}. It signs logins and, for some
 * purposes, files, and nothing else; each login only in the session that the connection was bound to. It takes no keys
 * and gives none away. Thread-safe.
 */
public final class BitauthAgent {
    private final List<HeldIdentity> identities;
    private final SignPolicy policy;
    private final AgentLock lock;
    private final InstantSource clock;
    private final AgentListener listener;

    BitauthAgent(BitauthAgentBuilder builder) {
        clock = builder.clock();
        listener = builder.listener();
        lock = new AgentLock(builder.unlockPause());
        identities = builder.identities().stream()
                .map(identity -> new HeldIdentity(identity, clock, listener))
                .toList();
        policy = new SignPolicy(identities, builder.mustBeBound(), builder.namespaces(), builder.confirmation(), clock);
    }

    /**
     * Begins an agent.
     *
     * @param identities what it offers, in the order in which ssh tries them: 1 to 64
     * @return a builder with safe defaults
     * @throws IllegalArgumentException if there are none or too many
     */
    public static BitauthAgentBuilder builder(Collection<AgentIdentity> identities) {
        return new BitauthAgentBuilder(identities);
    }

    /**
     * Listens, and from now on renews certificates.
     *
     * @param socket where; its folder is made if it is not there, and must be its owner's only
     * @return what is to be closed in the end
     * @throws IOException if there is another agent or another file, others can open the folder, or the name is too long
     */
    public AgentSocket listen(Path socket) throws IOException {
        return AgentSocket.open(this, socket);
    }

    /**
     * Begins a conversation with one client that came on another way than the socket.
     *
     * @return the agent's side
     */
    public AgentConversation conversation() {
        return new AgentConversation(this);
    }

    List<HeldIdentity> identities() {
        return identities;
    }

    SignPolicy policy() {
        return policy;
    }

    AgentLock lock() {
        return lock;
    }

    Instant now() {
        return clock.instant();
    }

    void tell(AgentEvent.Kind kind, String detail) {
        listener.on(new AgentEvent(kind, detail));
    }

    List<RenewedCertificate> certificates() {
        return identities.stream()
                .map(HeldIdentity::certificate)
                .flatMap(Optional::stream)
                .toList();
    }

    /** For all of them together, by a clock that nobody sets. */
    void awaitFirstCertificates(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (RenewedCertificate certificate : certificates()) {
                certificate.awaitFirstTry(Duration.ofNanos(end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
