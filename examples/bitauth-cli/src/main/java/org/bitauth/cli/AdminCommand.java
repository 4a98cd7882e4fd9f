package org.bitauth.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bitauth.cli.admin.AdminSocket;
import org.bitauth.cli.admin.DirectoryCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth admin}: changes the users of an identity service, whether its server runs or not. */
@Command(
        name = "admin",
        description = "Changes the users of the identity service of 'bitauth serve', whether it runs or not."
                + " 'bitauth admin help' shows the words.")
final class AdminCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", description = "the server's config")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "the state folder of a server without a config; by default that of 'bitauth serve'")
    private Optional<Path> state = Optional.empty();

    @Parameters(arity = "1..*", paramLabel = "WORD", description = "user, project, domain, grant, revoke, or help")
    private List<String> words = List.of();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (words.get(0).equals("help")) {
            return DirectoryCommand.help(words, out, err);
        }
        if (config.isPresent() && state.isPresent()) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "--state must not stand beside --config");
        }
        ServeConfig served = config.map(ServeConfig::read)
                .orElseGet(() -> EmbeddedDefault.of(state.orElseGet(EmbeddedDefault::state), Set.of()));
        IdentityConfig identity = served.identity()
                .orElseThrow(() -> new CommandFailure(CommandFailure.WRONG_USE, "config must have 'identity'"));
        Path folder = served.state().orElseThrow();
        StateFolder.existing(folder);
        Optional<AdminSocket.Answer> answer = AdminSocket.call(folder, words);
        if (answer.isPresent()) {
            out.print(answer.get().out());
            out.flush();
            err.print(answer.get().err());
            err.flush();
            return answer.get().exitCode();
        }
        try (IdentityStores stores = IdentityStores.open(identity, folder)) {
            return DirectoryCommand.run(stores.admin(), words, out, err);
        }
    }
}
