package org.bitauth.cli;

import java.util.List;
import org.bitauth.MalformedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The {@code bitauth} command: one Bitcoin key logs in to clouds and opens shells. */
@Command(
        name = "bitauth",
        description = "One Bitcoin key logs in to OpenStack clouds and opens shells on their instances.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = BitauthCommand.Version.class,
        footer = "Exit codes: 0 done, 1 refused, 2 wrong use or unreadable input, 3 the other side is unreachable.")
public final class BitauthCommand {
    private BitauthCommand() {}

    /**
     * Runs the command and ends the process.
     *
     * @param arguments what the user wrote
     */
    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** The command, ready to execute these words; tests give it other streams. */
    static CommandLine commandLine(String... words) {
        CommandLine command = new CommandLine(new BitauthCommand());
        command.getCommandSpec()
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("prints the version")
                        .build());
        CommandTree.grow(command, List.of(words));
        return command.setExecutionExceptionHandler(new Failures());
    }

    /** Tells the user why a command came to nothing. A class: a lambda for so old a library cannot be in a class archive. */
    private static final class Failures implements CommandLine.IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception exception, CommandLine failed, CommandLine.ParseResult parsed)
                throws Exception {
            if (exception instanceof CommandFailure failure) {
                failed.getErr().println("bitauth: " + failure.getMessage());
                return failure.exitCode();
            }
            if (exception instanceof MalformedException malformed) {
                failed.getErr().println("bitauth: " + malformed.getMessage());
                return CommandFailure.WRONG_USE;
            }
            throw exception;
        }
    }

    /** The version that the jar states. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String stated = BitauthCommand.class.getPackage().getImplementationVersion();
            return new String[] {"bitauth " + (stated == null ? "of no release" : stated)};
        }
    }
}
