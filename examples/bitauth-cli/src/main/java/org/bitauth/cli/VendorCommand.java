package org.bitauth.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bitauth.cli.admin.AdminSocket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth vendor}: what the operator of a till does, whether its server runs or not. */
@Command(
        name = "vendor",
        description = "Looks after the payments of 'bitauth serve', whether it runs or not.",
        synopsisSubcommandLabel = "COMMAND")
final class VendorCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "audit",
            description =
                    "Evaluates all orders anew, from the chain, and prints what the store says otherwise: exit code"
                            + " 0 for nothing, 1 for something.")
    int audit(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "the server's config")
                    Path config) {
        return run(config, List.of("audit"));
    }

    @Command(
            name = "extend",
            description =
                    "Gives time for a proof of payment that is not on the chain. The same reference counts once for"
                            + " an order.")
    int extend(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "the server's config")
                    Path config,
            @Parameters(paramLabel = "ORDER", description = "the order whose lease is extended") String order,
            @Option(names = "--seconds", required = true, paramLabel = "N", description = "how long") long seconds,
            @Option(
                            names = "--reference",
                            required = true,
                            paramLabel = "TEXT",
                            description = "what the proof is known by")
                    String reference) {
        return run(config, List.of("extend", order, Long.toString(seconds), reference));
    }

    @Command(name = "revoke", description = "Closes the lease of an order at once, whatever is paid.")
    int revoke(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "the server's config")
                    Path config,
            @Parameters(paramLabel = "ORDER", description = "an order of the lease") String order,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "for the journal")
                    String reason,
            @Option(names = "--withdraw", description = "opens it again") boolean withdraw) {
        return run(config, List.of(withdraw ? "reopen" : "revoke", order, reason));
    }

    private int run(Path file, List<String> words) {
        ServeConfig served = ServeConfig.read(file);
        PaymentsConfig payments = served.payments()
                .orElseThrow(() -> new CommandFailure(CommandFailure.WRONG_USE, "config must have 'payments'"));
        Path state = served.state().orElseThrow();
        StateFolder.existing(state);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Optional<AdminSocket.Answer> answer = AdminSocket.call(state, VendorWords.forSocket(words));
        if (answer.isPresent()) {
            out.print(answer.get().out());
            out.flush();
            err.print(answer.get().err());
            err.flush();
            return answer.get().exitCode();
        }
        try (IdentityStores stores = IdentityStores.open(served.identity().orElseThrow(), state)) {
            return VendorWords.of(stores, payments).run(words, out, err);
        }
    }
}
