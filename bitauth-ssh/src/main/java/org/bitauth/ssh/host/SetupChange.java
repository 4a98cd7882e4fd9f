package org.bitauth.ssh.host;

/**
 * What a set-up did to one file.
 *
 * @param action what was done
 * @param path the file, as the instance sees it
 */
public record SetupChange(Action action, String path) {
    /** What is done to files. */
    public enum Action {
        /** Written, anew or over an older content. */
        WROTE,
        /** Taken away. */
        REMOVED,
        /** Left although the set-up wrote it once: somebody changed it, or a running sshd still needs it. */
        KEPT
    }
}
