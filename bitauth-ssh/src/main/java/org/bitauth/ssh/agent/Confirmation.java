package org.bitauth.ssh.agent;

/** Asks the user before each signature. Thread-safe: several clients may wait for answers. */
@FunctionalInterface
public interface Confirmation {
    /**
     * Asks.
     *
     * @param question what will be signed, printable ASCII
     * @return true if the user said yes
     */
    boolean allows(String question);

    /**
     * Always says yes.
     *
     * @return no question
     */
    static Confirmation none() {
        return question -> true;
    }
}
