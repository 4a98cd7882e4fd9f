package org.bitauth.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bitauth.BitauthSigner;
import org.bitauth.cli.check.Finding;
import org.bitauth.cli.check.SshCheck;
import org.bitauth.cli.check.SshTarget;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth ssh check}: why {@code ssh user@instance} does not work. */
@Command(
        name = "check",
        description =
                "Goes the way of 'ssh TARGET', step by step, and names the one that fails: one line each, ok, missing"
                        + " or unknown.",
        footer = "Exit codes: 0 nothing is missing, 1 something is, 2 wrong use.")
final class SshCheckCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TARGET", description = "user@host, as after ssh")
    private String target = "";

    @Option(names = "-F", paramLabel = "FILE", description = "ssh's configuration; ~/.ssh/config by default")
    private Optional<Path> config = Optional.empty();

    @Override
    public Integer call() {
        SshCheck check = new SshCheck(new SshTarget(target, config), SshCheckCommand::read);
        List<Finding> findings = check.look(PATIENCE, InstantSource.system());
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding -> out.println(finding.line()));
        out.flush();
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.MISSING)
                ? CommandFailure.REFUSED
                : 0;
    }

    private static BitauthSigner read(Path file) throws IOException {
        try {
            return KeyFile.read(file);
        } catch (CommandFailure e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
