package org.bitauth.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitauth.MalformedException;

/**
 * Where to, as the user types it after {@code ssh}.
 *
 * @param text {@code user@host}, or a host
 * @param config ssh's configuration file, if it is not the usual one
 */
public record SshTarget(String text, Optional<Path> config) {
    /**
     * Checks that ssh cannot take it for an option.
     *
     * @throws MalformedException if it can, or is empty
     */
    public SshTarget {
        if (!text.matches("[^-@/\\s][^@/\\s]*(@[^-@/\\s][^@/\\s]*)?")) {
            throw new MalformedException("target must be user@host, as after ssh");
        }
    }

    /** What follows the {@code @}. */
    String host() {
        return text.substring(text.indexOf('@') + 1);
    }

    /** A line that runs ssh with this configuration. */
    List<String> ssh(List<String> options, String... command) {
        List<String> line = new ArrayList<>(List.of("ssh"));
        config.ifPresent(file -> line.addAll(List.of("-F", file.toString())));
        line.addAll(options);
        line.addAll(List.of("--", text));
        line.addAll(List.of(command));
        return line;
    }
}
