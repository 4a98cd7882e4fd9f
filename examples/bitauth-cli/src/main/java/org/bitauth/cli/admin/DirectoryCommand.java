package org.bitauth.cli.admin;

import java.io.PrintWriter;
import java.util.List;
import org.bitauth.MalformedException;
import org.bitauth.keystone.DirectoryAdmin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The words after {@code bitauth admin}, carried out on a directory that is open. */
@Command(
        name = "admin",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UserCommand.class,
            ProjectCommand.class,
            DomainCommand.class,
            GrantCommand.class,
            RevokeCommand.class,
            CommandLine.HelpCommand.class
        })
public final class DirectoryCommand {
    private static final int REFUSED = 1;
    private static final int WRONG_USE = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final @Nullable DirectoryAdmin admin;

    /** For help texts alone. */
    DirectoryCommand() {
        admin = null;
    }

    private DirectoryCommand(DirectoryAdmin admin) {
        this.admin = admin;
    }

    /**
     * Says what can be done.
     *
     * @param words {@code help}, and a command
     * @param out takes the text
     * @param err takes complaints
     * @return the exit code
     */
    public static int help(List<String> words, PrintWriter out, PrintWriter err) {
        return new CommandLine(new DirectoryCommand()).setOut(out).setErr(err).execute(words.toArray(String[]::new));
    }

    /**
     * Carries words out.
     *
     * @param admin what changes the directory
     * @param words what follows {@code bitauth admin}
     * @param out takes results
     * @param err takes complaints
     * @return the exit code
     */
    public static int run(DirectoryAdmin admin, List<String> words, PrintWriter out, PrintWriter err) {
        CommandLine command =
                new CommandLine(new DirectoryCommand(admin)).setOut(out).setErr(err);
        command.setExecutionExceptionHandler((exception, failed, parsed) -> {
            if (exception instanceof MalformedException || exception instanceof IllegalArgumentException) {
                err.println("bitauth: " + exception.getMessage());
                return exception instanceof MalformedException ? WRONG_USE : REFUSED;
            }
            throw exception;
        });
        return command.execute(words.toArray(String[]::new));
    }

    DirectoryAdmin admin() {
        if (admin == null) {
            throw new IllegalStateException("no directory is open");
        }
        return admin;
    }

    void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line.replaceAll("[^ -~]", "?"));
        out.flush();
    }
}
