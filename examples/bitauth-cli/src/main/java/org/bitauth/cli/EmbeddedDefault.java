package org.bitauth.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.bitauth.Sin;

/** The cloud of {@code bitauth serve} without a config, kept in a state folder. */
final class EmbeddedDefault {
    private static final String ZONE = "i.cloud.test";

    private EmbeddedDefault() {}

    static ServeConfig of(Path state, Set<Sin> allowed) {
        return new ServeConfig(
                Optional.empty(),
                Optional.of(state),
                Optional.empty(),
                Optional.of(IdentityConfig.embedded()),
                Optional.of(new SshConfig(
                        allowed.stream().map(EmbeddedDefault::everywhere).toList(),
                        null,
                        ZONE,
                        null,
                        null,
                        null,
                        null)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Where a server keeps what it has, unless it is told. */
    static Path state() {
        String base = System.getenv().getOrDefault("XDG_STATE_HOME", "");
        String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
        return base.isEmpty() ? Path.of(home, ".local", "state", "bitauth") : Path.of(base, "bitauth");
    }

    private static SshLogin everywhere(Sin sin) {
        return new SshLogin(sin.value(), "*", "*", null, null, null, null);
    }
}
