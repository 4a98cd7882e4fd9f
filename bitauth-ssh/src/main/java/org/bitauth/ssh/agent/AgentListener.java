package org.bitauth.ssh.agent;

/** Told of what an agent does, on the thread that does it: must be quick, thread-safe, and must not throw. */
@FunctionalInterface
public interface AgentListener {
    /**
     * Takes note.
     *
     * @param event what happened
     */
    void on(AgentEvent event);

    /**
     * Hears nothing.
     *
     * @return a listener
     */
    static AgentListener none() {
        return event -> {};
    }
}
