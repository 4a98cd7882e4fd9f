package org.bitauth.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.keystone.SecretHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bitauth secret}: makes secrets of application credentials and plug-ins. */
@Command(
        name = "secret",
        description = "Makes secrets of application credentials and plug-ins.",
        synopsisSubcommandLabel = "COMMAND")
final class SecretCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "new",
            description = "Prints a new secret, and its hash for the directory file; or writes a new secret to a file"
                    + " that only its owner can read, and prints nothing.")
    void create(
            @Option(names = "--out", paramLabel = "FILE", description = "a new file, for the plug-in of a Keystone")
                    Optional<Path> out) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        if (out.isPresent()) {
            KeyFile.writeNewPrivate(out.get(), secret + "\n");
            return;
        }
        spec.commandLine().getOut().printf(Locale.ROOT, "secret       %s%n", secret);
        spec.commandLine()
                .getOut()
                .printf(Locale.ROOT, "secret_hash  %s%n", SecretHash.of(secret).text());
    }
}
