package org.bitauth.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.client.SshCertificateClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth ssh}: certificates for instances. */
@Command(name = "ssh", description = "Certificates for instances.", synopsisSubcommandLabel = "COMMAND")
final class SshCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "ca", description = "Prints the user CA's public key lines, for TrustedUserCAKeys.")
    void authority(
            @Parameters(paramLabel = "URL", description = "the cloud, for example https://cloud.example/v3")
                    String url) {
        new SshCertificateClient(CloudArgument.parse(url))
                .authorities()
                .orElseThrow(CommandFailure::of)
                .forEach(key -> spec.commandLine().getOut().println(key.line()));
    }

    @Command(
            name = "cert",
            description = "Writes an SSH key (PREFIX, PREFIX.pub) unless it is there, and a fresh certificate for it"
                    + " (PREFIX-cert.pub).")
    void certificate(
            @Parameters(paramLabel = "URL", description = "the cloud, for example https://cloud.example/v3") String url,
            @Option(names = "--key", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
                    Optional<Path> key,
            @Option(names = "--login", required = true, paramLabel = "USER", description = "the login") String login,
            @Option(names = "--instance", required = true, paramLabel = "NAME", description = "the instance")
                    String instance,
            @Option(names = "--out", required = true, paramLabel = "PREFIX", description = "where to write")
                    Path prefix) {
        SshCertificateClient client = new SshCertificateClient(CloudArgument.parse(url));
        BitauthKey signer = KeyFile.read(KeyFile.orDefault(key));
        boolean isNew = !Files.exists(prefix);
        SshKeyPair pair = isNew ? SshKeyPair.generate() : SshKeyPair.parse(KeyFile.readPrivate(prefix, "SSH key file"));
        CertificateRequest request = new CertificateRequest(pair.publicKey(), login, instance);
        String line = client.certificate(request, signer)
                .orElseThrow(CommandFailure::of)
                .line();
        if (isNew) {
            KeyFile.writeNewPrivate(prefix, pair.privateKeyFile(SecretAccess.EXPORT));
        }
        write(sibling(prefix, ".pub"), pair.publicKey().line() + " " + signer.sin() + "\n");
        write(sibling(prefix, "-cert.pub"), line + "\n");
        spec.commandLine().getOut().println(sibling(prefix, "-cert.pub"));
    }

    private static Path sibling(Path prefix, String suffix) {
        return prefix.resolveSibling(prefix.getFileName() + suffix);
    }

    private static void write(Path file, String text) {
        try {
            Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), ".bitauth", ".tmp");
            Files.writeString(whole, text, StandardCharsets.US_ASCII);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "file " + file + " cannot be written: " + e.getClass().getSimpleName());
        }
    }
}
