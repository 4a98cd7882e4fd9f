package org.bitauth.ssh.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The parts of an agent that have defaults. */
public final class BitauthAgentBuilder {
    private static final int MOST_IDENTITIES = 64;

    private final List<AgentIdentity> identities;
    private boolean mustBeBound = true;
    private Set<String> namespaces = Set.of("git");
    private Confirmation confirmation = Confirmation.none();
    private InstantSource clock = InstantSource.system();
    private AgentListener listener = AgentListener.none();
    private Duration unlockPause = Duration.ofMillis(100);

    BitauthAgentBuilder(Collection<AgentIdentity> identities) {
        this.identities = List.copyOf(identities);
        if (this.identities.isEmpty() || this.identities.size() > MOST_IDENTITIES) {
            throw new IllegalArgumentException(
                    "identities must be 1 to " + MOST_IDENTITIES + ", were " + this.identities.size());
        }
    }

    /**
     * Lets clients log in that do not bind their connection: OpenSSH before 8.9, JSch, Apache MINA. They cannot be told from
     * a host to which the agent was forwarded, so files are not signed at all then.
     *
     * @return this
     */
    public BitauthAgentBuilder bindOptional() {
        mustBeBound = false;
        return this;
    }

    /**
     * What files are signed for (SSHSIG): {@code git} by default.
     *
     * @param names the namespaces; none for no files at all
     * @return this
     */
    public BitauthAgentBuilder namespaces(Collection<String> names) {
        namespaces = Set.copyOf(names);
        return this;
    }

    /**
     * Asks the user before each signature.
     *
     * @param hook what asks
     * @return this
     */
    public BitauthAgentBuilder confirmation(Confirmation hook) {
        confirmation = hook;
        return this;
    }

    /**
     * Tells somebody what the agent does.
     *
     * @param hook who is told
     * @return this
     */
    public BitauthAgentBuilder listener(AgentListener hook) {
        listener = hook;
        return this;
    }

    /**
     * The clock by which certificates are renewed, and host certificates judged: the system's by default.
     *
     * @param source the clock
     * @return this
     */
    public BitauthAgentBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /**
     * How long the first bad try to unlock makes its client wait; each further one waits as much longer, ten seconds at
     * most. A tenth of a second by default.
     *
     * @param pause the time, more than zero
     * @return this
     */
    public BitauthAgentBuilder unlockPause(Duration pause) {
        if (pause.isNegative() || pause.isZero()) {
            throw new IllegalArgumentException("pause must be more than zero, was " + pause);
        }
        unlockPause = pause;
        return this;
    }

    /**
     * The agent.
     *
     * @return it, not listening yet
     */
    public BitauthAgent build() {
        return new BitauthAgent(this);
    }

    List<AgentIdentity> identities() {
        return identities;
    }

    boolean mustBeBound() {
        return mustBeBound;
    }

    Set<String> namespaces() {
        return namespaces;
    }

    Confirmation confirmation() {
        return confirmation;
    }

    InstantSource clock() {
        return clock;
    }

    AgentListener listener() {
        return listener;
    }

    Duration unlockPause() {
        return unlockPause;
    }
}
