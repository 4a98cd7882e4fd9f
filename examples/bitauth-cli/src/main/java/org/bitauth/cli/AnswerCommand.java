package org.bitauth.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.keystone.oidc.FederationAsk;
import org.bitauth.keystone.oidc.PastedAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth answer}: signs a challenge that a provider's page shows, and nothing else. */
@Command(
        name = "answer",
        description =
                "Reads a challenge that a login page shows, says what it asks for, and prints the answer to paste."
                        + " Signs only challenges for a federation, of the cloud that is named.")
final class AnswerCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the challenge; standard input by default")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--cloud", required = true, paramLabel = "URL", description = "the provider that you log in at")
    private String cloud = "";

    @Option(names = "--key", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
    private Optional<Path> key = Optional.empty();

    @Override
    public void run() {
        URI provider = CloudArgument.parse(cloud);
        BitauthKey signer = KeyFile.read(KeyFile.orDefault(key));
        Challenge challenge = Challenge.parse(text().replace("\r\n", "\n").stripTrailing());
        Ask ask = FederationAsk.read(challenge.asks())
                .orElseThrow(() -> new CommandFailure(
                        CommandFailure.REFUSED, "not signed: challenge asks for '" + challenge.asks() + "'"));
        ChallengeAnswer answer = ChallengeAnswer.sign(challenge.text(), provider.toString(), ask, signer)
                .orElseThrow(no -> new CommandFailure(CommandFailure.REFUSED, "not signed: " + no.detail()));
        PrintWriter err = spec.commandLine().getErr();
        err.println("signed for " + challenge.cloud() + ", until " + challenge.expires() + ": " + challenge.asks());
        err.println("paste this only where you began the login yourself:");
        err.flush();
        spec.commandLine().getOut().println(PastedAnswer.write(answer));
    }

    private String text() {
        char[] text = new char[Challenge.MAX_BYTES + 64];
        try (BufferedReader in = file.isPresent()
                ? Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)
                : new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            int length = 0;
            for (int read = 0; read >= 0 && length < text.length; length += Math.max(read, 0)) {
                read = in.read(text, length, text.length - length);
            }
            return new String(text, 0, length);
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "challenge cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
