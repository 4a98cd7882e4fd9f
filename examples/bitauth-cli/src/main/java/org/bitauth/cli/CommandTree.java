package org.bitauth.cli;

import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The words that commands are called by. Reading the options of all commands takes longer than most of them run, so only
 * the branch that the user's words name is grown; where they name none, all are, for the help and its hints.
 */
final class CommandTree {
    private record Branch(String word, Class<?> command) {}

    private static final List<Branch> TOP = List.of(
            new Branch("key", KeyCommand.class),
            new Branch("serve", ServeCommand.class),
            new Branch("admin", AdminCommand.class),
            new Branch("login", LoginCommand.class),
            new Branch("answer", AnswerCommand.class),
            new Branch("rotate", RotateCommand.class),
            new Branch("offers", OffersCommand.class),
            new Branch("order", OrderCommand.class),
            new Branch("vendor", VendorCommand.class),
            new Branch("ssh", SshCommand.class),
            new Branch("ssh-ca", SshCaCommand.class),
            new Branch("request", RequestCommand.class),
            new Branch("secret", SecretCommand.class),
            new Branch("keystone", KeystoneCommand.class),
            new Branch("help", CommandLine.HelpCommand.class));

    private static final List<Branch> SSH = List.of(
            new Branch("config", SshConfigCommand.class),
            new Branch("check", SshCheckCommand.class),
            new Branch("agent", SshAgentCommand.class),
            new Branch("host-setup", HostSetupCommand.class),
            new Branch("derive", SshDeriveCommand.class));

    /** The words of {@code bitauth ssh} that are methods, and so are always there. */
    private static final List<String> SSH_METHODS = List.of("ca", "cert");

    private CommandTree() {}

    /** Adds the commands that these words may mean, and all others if the first word is none. */
    static void grow(CommandLine root, List<String> words) {
        String first = word(words, 0);
        if (words.equals(List.of("--version"))) {
            return;
        }
        // Help shows other commands than its own.
        boolean known = !first.equals("help") && isOneOf(TOP, first);
        for (Branch branch : TOP) {
            if (known && !branch.word().equals(first)) {
                continue;
            }
            root.addSubcommand(branch.word(), branch.command());
            CommandLine grown = Objects.requireNonNull(root.getSubcommands().get(branch.word()));
            if (branch.word().equals("admin")) {
                grown.setStopAtPositional(true); // what follows is for whoever has the directory open
            } else if (branch.word().equals("ssh")) {
                growSsh(grown, known ? word(words, 1) : "");
            }
        }
        addHelp(root);
    }

    private static void addHelp(CommandLine command) {
        if (!(command.getCommand() instanceof CommandLine.HelpCommand)) { // which has such an option
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("prints how it is used")
                            .build());
        }
        command.getSubcommands().values().forEach(CommandTree::addHelp);
    }

    private static void growSsh(CommandLine ssh, String word) {
        boolean known = SSH_METHODS.contains(word) || isOneOf(SSH, word);
        for (Branch branch : SSH) {
            if (!known || branch.word().equals(word)) {
                ssh.addSubcommand(branch.word(), branch.command());
            }
        }
    }

    private static boolean isOneOf(List<Branch> branches, String word) {
        return branches.stream().anyMatch(branch -> branch.word().equals(word));
    }

    private static String word(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }
}
