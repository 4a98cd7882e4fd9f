package org.bitauth.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.cli.zone.AtomicFile;
import org.bitauth.cli.zone.Freshness;
import org.bitauth.http.LeanHttpClient;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.client.SshCertificateClient;
import org.bitauth.ssh.self.SelfCertificates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth ssh}: certificates for instances. */
@Command(name = "ssh", description = "Certificates for instances.", synopsisSubcommandLabel = "COMMAND")
final class SshCommand {
    private static final int MOST_MINUTES = 23 * 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "ca", description = "Prints the user CA's public key lines, for TrustedUserCAKeys.")
    void authority(
            @Parameters(paramLabel = "URL", description = "the cloud, for example https://cloud.example/v3")
                    String url) {
        new SshCertificateClient(CloudArgument.parse(url), new LeanHttpClient())
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
                    Path prefix,
            @Option(
                            names = "--certificate",
                            paramLabel = "FILE",
                            description = "where to write the certificate instead, with a first line that says how long"
                                    + " it is fresh")
                    Optional<Path> file,
            @Option(
                            names = "--self",
                            description = "writes the certificate without the cloud, for instances set up with"
                                    + " host-setup --self")
                    boolean self,
            @Option(
                            names = "--minutes",
                            paramLabel = "N",
                            description = "how long a certificate of --self is valid, 1 to 1380; 60 by default")
                    Optional<Integer> minutes) {
        if (minutes.isPresent() && !self) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "--minutes is for --self: the cloud decides otherwise");
        }
        BitauthKey signer = KeyFile.read(KeyFile.orDefault(key));
        boolean isNew = !Files.exists(prefix);
        SshKeyPair pair = isNew ? SshKeyPair.generate() : SshKeyPair.parse(KeyFile.readPrivate(prefix, "SSH key file"));
        Instant asked = InstantSource.system().instant();
        SshCertificate fetched = self
                ? new SelfCertificates(CloudArgument.parse(url), signer, InstantSource.system())
                        .issue(pair, login, instance, life(minutes.orElse(60)))
                : fetched(url, new CertificateRequest(pair.publicKey(), login, instance), signer);
        if (isNew) {
            KeyFile.writeNewPrivate(prefix, pair.privateKeyFile(SecretAccess.EXPORT));
        }
        write(sibling(prefix, ".pub"), pair.publicKey().line() + " " + signer.sin() + "\n");
        Path certificate = file.orElseGet(() -> sibling(prefix, "-cert.pub"));
        String mark = file.isEmpty() ? "" : Freshness.of(asked, fetched).line() + "\n";
        write(certificate, mark + fetched.line() + "\n");
        spec.commandLine().getOut().println(certificate);
    }

    private static SshCertificate fetched(String url, CertificateRequest request, BitauthKey signer) {
        return new SshCertificateClient(CloudArgument.parse(url), new LeanHttpClient())
                .certificate(request, signer)
                .orElseThrow(CommandFailure::of);
    }

    /** An hour less than an instance takes, so that its clock need not be right. */
    private static Duration life(int minutes) {
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "--minutes must be 1 to " + MOST_MINUTES);
        }
        return Duration.ofMinutes(minutes);
    }

    private static Path sibling(Path prefix, String suffix) {
        return prefix.resolveSibling(prefix.getFileName() + suffix);
    }

    private static void write(Path file, String text) {
        try {
            AtomicFile.write(file, text);
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "file " + file + " cannot be written: " + e.getClass().getSimpleName());
        }
    }
}
