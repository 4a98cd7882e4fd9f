package org.bitauth.cli;

import java.util.Objects;
import org.bitauth.MalformedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code bitauth} command: one Bitcoin key logs in to clouds and opens shells. */
@Command(
        name = "bitauth",
        description = "One Bitcoin key logs in to OpenStack clouds and opens shells on their instances.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KeyCommand.class,
            ServeCommand.class,
            AdminCommand.class,
            LoginCommand.class,
            AnswerCommand.class,
            RotateCommand.class,
            OffersCommand.class,
            OrderCommand.class,
            VendorCommand.class,
            SshCommand.class,
            SshCaCommand.class,
            RequestCommand.class,
            SecretCommand.class,
            KeystoneCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = "Exit codes: 0 done, 1 refused, 2 wrong use or unreadable input, 3 the other side is unreachable.")
public final class BitauthCommand {
    private BitauthCommand() {}

    /**
     * Runs the command and ends the process.
     *
     * @param arguments what the user wrote
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command, ready to be executed; tests give it other streams. */
    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new BitauthCommand());
        // What follows the first word of 'admin' is for whoever has the directory open.
        Objects.requireNonNull(command.getSubcommands().get("admin")).setStopAtPositional(true);
        command.setExecutionExceptionHandler((exception, failed, parsed) -> {
            if (exception instanceof CommandFailure failure) {
                failed.getErr().println("bitauth: " + failure.getMessage());
                return failure.exitCode();
            }
            if (exception instanceof MalformedException malformed) {
                failed.getErr().println("bitauth: " + malformed.getMessage());
                return CommandFailure.WRONG_USE;
            }
            throw exception;
        });
        return command;
    }
}
