package org.bitauth.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.bitauth.cli.check.Finding;
import org.bitauth.cli.check.KeystoneCheck;
import org.bitauth.keystone.ScopeRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth keystone check}: what is missing, before users find out. */
@Command(
        name = "check",
        description = "Tells what a Keystone lacks for logins with keys: one line each, ok, missing or unknown."
                + " Without --plugin and --oidc both ways are looked at, and one must be there.",
        footer = "Exit codes: 0 nothing is missing, 1 something is, 2 wrong use.")
final class KeystoneCheckCommand implements Callable<Integer> {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final int MOST_SECONDS = 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", description = "Keystone as users configure it: https://cloud.example/v3")
    private String keystone = "";

    @Option(names = "--plugin", description = "the plug-in is demanded")
    private boolean plugin;

    @Option(names = "--oidc", description = "federation with an OpenID provider is demanded")
    private boolean oidc;

    @Option(names = "--provider", paramLabel = "ID", description = "identity provider; ${DEFAULT-VALUE} by default")
    private String provider = "bitauth";

    @Option(names = "--protocol", paramLabel = "ID", description = "${DEFAULT-VALUE} by default")
    private String protocol = "openid";

    @Option(names = "--issuer", paramLabel = "URL", description = "the OpenID provider, looked at too; means --oidc")
    private Optional<String> issuer = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", description = "logs in with this key, and out; means --plugin")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            converter = ScopeOption.class,
            description = "of that login: project:NAME@DOMAIN, project:ID or unscoped")
    private ScopeRequest scope = new ScopeRequest.CloudDefault();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "for an answer to begin, and again to end; ${DEFAULT-VALUE} by default",
            defaultValue = "10")
    private int timeout;

    @Override
    public Integer call() {
        if (!ID.matcher(provider).matches() || !ID.matcher(protocol).matches()) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE, "--provider and --protocol must be 1 to 64 letters, digits, _ and -");
        }
        if (timeout < 1 || timeout > MOST_SECONDS) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "--timeout must be 1 to " + MOST_SECONDS + " seconds");
        }
        KeystoneCheck check = new KeystoneCheck(
                CloudArgument.parse(keystone),
                plugin,
                oidc,
                provider,
                protocol,
                issuer.map(CloudArgument::parse),
                key.map(KeyFile::read),
                scope);
        List<Finding> findings = check.look(Duration.ofSeconds(timeout), InstantSource.system());
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding -> out.println(finding.line()));
        out.flush();
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.MISSING)
                ? CommandFailure.REFUSED
                : 0;
    }
}
