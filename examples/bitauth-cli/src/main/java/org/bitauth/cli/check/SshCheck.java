package org.bitauth.cli.check;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Goes the way of one login, from ssh's configuration to the shell, and ends where it is broken.
 *
 * @param target where to
 * @param keys reads the Bitcoin key
 */
public record SshCheck(SshTarget target, KeyReader keys) {
    /**
     * Looks at one thing after the other.
     *
     * @param patience how long each answer may take to begin, and again to end
     * @param clock this machine's
     * @return what was found, first things first; nothing after a thing that is missing, but for a clock
     */
    public List<Finding> look(Duration patience, InstantSource clock) {
        return new SshSteps(target, keys, patience, clock).walk();
    }
}
