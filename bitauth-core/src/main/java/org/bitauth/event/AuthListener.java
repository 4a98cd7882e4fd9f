package org.bitauth.event;

/** Told of every decision, on the thread that made it: must be quick and must not throw. */
@FunctionalInterface
public interface AuthListener {
    /**
     * Takes note of a decision.
     *
     * @param event the decision
     */
    void on(AuthEvent event);

    /**
     * Hears nothing.
     *
     * @return a listener
     */
    static AuthListener none() {
        return event -> {};
    }
}
