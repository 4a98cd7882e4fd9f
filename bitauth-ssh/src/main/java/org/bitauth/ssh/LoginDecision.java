package org.bitauth.ssh;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bitauth.MalformedException;

/** What a {@link LoginPolicy} says. */
public sealed interface LoginDecision permits LoginDecision.Allow, LoginDecision.Deny {
    /**
     * The login is allowed.
     *
     * @param until when it ends; no certificate lives longer
     * @param sources where logins may come from; empty for anywhere
     * @param command what is run instead of what the client asks for; 1 to 1024 printable ASCII characters
     * @param extensions what a session may do; {@code permit-pty} by default
     */
    record Allow(Instant until, List<SourceAddress> sources, Optional<String> command, Set<SshExtension> extensions)
            implements LoginDecision {
        private static final int MOST_SOURCES = 64;

        /**
         * Copies the collections.
         *
         * @throws MalformedException if there are more than 64 sources, or the command has another form
         */
        public Allow {
            sources = List.copyOf(sources);
            extensions = Set.copyOf(extensions);
            if (sources.size() > MOST_SOURCES) {
                throw new MalformedException("sources must be at most " + MOST_SOURCES);
            }
            if (command.isPresent() && !command.get().matches("[ -~]{1,1024}")) {
                throw new MalformedException("command must be 1 to 1024 printable ASCII characters");
            }
        }

        /**
         * Ends the permission at a time.
         *
         * @param end for example the end of a lease
         * @return the decision
         */
        public Allow until(Instant end) {
            return new Allow(end, sources, command, extensions);
        }

        /**
         * Lets logins come from these networks only.
         *
         * @param networks as {@link SourceAddress#parse} reads them
         * @return the decision
         * @throws MalformedException if one has another form, or none is given
         */
        public Allow from(String... networks) {
            if (networks.length == 0) {
                throw new MalformedException("sources must be at least one");
            }
            return new Allow(
                    until,
                    List.copyOf(new LinkedHashSet<>(
                            Stream.of(networks).map(SourceAddress::parse).toList())),
                    command,
                    extensions);
        }

        /**
         * Runs one command, whatever the client asks for.
         *
         * @param line for the login's shell
         * @return the decision
         * @throws MalformedException if it is not 1 to 1024 printable ASCII characters
         */
        public Allow command(String line) {
            return new Allow(until, sources, Optional.of(line), extensions);
        }

        /**
         * Says what a session may do.
         *
         * @param granted all of it; empty for nothing but commands
         * @return the decision
         */
        public Allow extensions(Set<SshExtension> granted) {
            return new Allow(until, sources, command, granted);
        }
    }

    /**
     * The login is denied.
     *
     * @param reason one sentence that the client is told
     */
    record Deny(String reason) implements LoginDecision {}

    /**
     * Allows a terminal and commands from anywhere, without an end of its own.
     *
     * @return the decision
     */
    static Allow allow() {
        return new Allow(Instant.MAX, List.of(), Optional.empty(), Set.of(SshExtension.PERMIT_PTY));
    }

    /**
     * Denies.
     *
     * @param reason one sentence that the client is told
     * @return the decision
     */
    static Deny deny(String reason) {
        return new Deny(reason);
    }
}
