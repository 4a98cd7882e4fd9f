package org.bitauth.cli;

import picocli.CommandLine.Command;

/** {@code bitauth keystone}: for operators of a Keystone that runs already. */
@Command(
        name = "keystone",
        description = "For operators of a Keystone that runs already.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {FederationConfigCommand.class, KeystoneCheckCommand.class})
final class KeystoneCommand {}
