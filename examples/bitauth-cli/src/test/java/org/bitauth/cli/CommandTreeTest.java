package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandTreeTest {
    private static final String NO_BRANCH = "";

    /** The words of every command that there is. */
    static Stream<List<String>> commands() {
        List<List<String>> all = new ArrayList<>();
        collect(whole(), List.of(), all);
        return all.stream();
    }

    @Test
    void growsAllWhereNoCommandIsNamed() {
        assertThat(commands())
                .contains(List.of("key", "show"), List.of("ssh", "cert"), List.of("ssh", "derive"), List.of("help"));
        assertThat(BitauthCommand.commandLine().getSubcommands().keySet())
                .isEqualTo(whole().getSubcommands().keySet());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void callsACommandByTheWordThatItsHelpStates(List<String> words) {
        CommandLine command = at(whole(), words);

        assertThat(command.getCommandName()).isEqualTo(words.get(words.size() - 1));
        assertThat(command.getCommandSpec().qualifiedName()).isEqualTo("bitauth " + String.join(" ", words));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void showsTheSameUsageInABranchAsInTheWhole(List<String> words) {
        CommandLine branch = BitauthCommand.commandLine(words.toArray(String[]::new));

        assertThat(at(branch, words).getUsageMessage())
                .isEqualTo(at(whole(), words).getUsageMessage());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void saysTheSameOfAWrongOptionInABranchAsInTheWhole(List<String> words) {
        List<String> wrong = new ArrayList<>(words);
        wrong.add("--no-such-option");
        String[] line = wrong.toArray(String[]::new);

        assertThat(run(BitauthCommand.commandLine(line), line)).isEqualTo(run(whole(), line));
    }

    @Test
    void growsNothingBesideTheBranch() {
        CommandLine login = BitauthCommand.commandLine("login", "https://cloud.example/v3");
        CommandLine cert = BitauthCommand.commandLine("ssh", "cert");

        assertThat(login.getSubcommands()).containsOnlyKeys("login");
        assertThat(cert.getSubcommands()).containsOnlyKeys("ssh");
        assertThat(at(cert, List.of("ssh")).getSubcommands()).containsOnlyKeys("ca", "cert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh confg", "shh", "--no-such-option", "ssh", "@no-such-file"})
    void saysTheSameOfWordsThatNameNothing(String words) {
        String[] line = words.split(" ", -1);

        assertThat(run(BitauthCommand.commandLine(line), line)).isEqualTo(run(whole(), line));
    }

    @Test
    void hintsAtTheWordThatWasMeant() {
        assertThat(CommandRun.of("ssh", "confg").err()).contains("Did you mean: ssh config?");
    }

    @Test
    void printsUsageAndVersion() {
        assertThat(CommandRun.of("--help").out()).startsWith("Usage: bitauth").contains("keystone");
        assertThat(CommandRun.of("ssh", "cert", "--help").out()).startsWith("Usage: bitauth ssh cert");
        assertThat(CommandRun.of("help", "login").out()).startsWith("Usage: bitauth login");
        assertThat(CommandRun.of("--version").out()).startsWith("bitauth ");
        assertThat(CommandRun.of("--help").exitCode()).isZero();
    }

    /** The whole tree, which words that name nothing grow. */
    private static CommandLine whole() {
        return BitauthCommand.commandLine(NO_BRANCH);
    }

    private static CommandLine at(CommandLine root, List<String> words) {
        CommandLine command = root;
        for (String word : words) {
            command = Objects.requireNonNull(command.getSubcommands().get(word));
        }
        return command;
    }

    private static void collect(CommandLine command, List<String> words, List<List<String>> all) {
        command.getSubcommands().forEach((word, child) -> {
            List<String> path = new ArrayList<>(words);
            path.add(word);
            all.add(List.copyOf(path));
            collect(child, path, all);
        });
    }

    private static String run(CommandLine command, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        return exitCode + "\n" + out + "\n" + err;
    }
}
