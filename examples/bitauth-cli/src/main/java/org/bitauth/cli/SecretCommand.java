package org.bitauth.cli;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import org.bitauth.keystone.SecretHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bitauth secret}: makes secrets of application credentials. */
@Command(
        name = "secret",
        description = "Makes secrets of application credentials.",
        synopsisSubcommandLabel = "COMMAND")
final class SecretCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "new", description = "Prints a new secret, and its hash for the directory file.")
    void create() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        spec.commandLine().getOut().printf(Locale.ROOT, "secret       %s%n", secret);
        spec.commandLine()
                .getOut()
                .printf(Locale.ROOT, "secret_hash  %s%n", SecretHash.of(secret).text());
    }
}
