package org.bitauth.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.cli.agent.SeparateHttpClient;
import org.bitauth.http.HttpSender;
import org.bitauth.http.LeanHttpClient;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.agent.AgentIdentity;
import org.bitauth.ssh.agent.Destination;
import org.bitauth.ssh.client.SshCertificateClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code bitauth ssh agent} that stand together, once for each certificate. */
final class AgentCloud {
    private static final long MOST_BYTES = 64 * 1024;

    @Option(
            names = "--cloud",
            required = true,
            paramLabel = "URL",
            description =
                    "a cloud of which a certificate is kept fresh; with --login and --instance, and again for more")
    private String url = "";

    @Option(names = "--login", required = true, paramLabel = "USER", description = "the login of the certificate")
    private String login = "";

    @Option(names = "--instance", required = true, paramLabel = "NAME", description = "the instance of the certificate")
    private String instance = "";

    @Option(
            names = "--hosts",
            paramLabel = "FILE",
            description = "uses the certificate for these hosts only: lines of public host keys, or '@cert-authority"
                    + " *.ZONE KEY' as in known_hosts of 'bitauth ssh config'")
    private @Nullable Path hosts; // picocli sets no Optional in a group that is repeated

    AgentIdentity identity(BitauthKey signer, SshKeyPair key) {
        URI cloud = CloudArgument.parse(url);
        SshCertificateClient client = new SshCertificateClient(cloud, sender(cloud));
        CertificateRequest request = new CertificateRequest(key.publicKey(), login, instance);
        return limited(
                AgentIdentity.ofCertificates(
                        key, login + "@" + instance + " " + url, () -> client.certificate(request, signer)),
                Optional.ofNullable(hosts));
    }

    /** TLS is spoken by processes of its own: its classes would make the agent a seventh larger for good. */
    private static HttpSender sender(URI cloud) {
        return "https".equalsIgnoreCase(cloud.getScheme()) ? SeparateHttpClient.ofThisProgram() : new LeanHttpClient();
    }

    /** The identity, for the hosts of a file where there is one. */
    static AgentIdentity limited(AgentIdentity identity, Optional<Path> hosts) {
        return hosts.map(file -> identity.limitedTo(destinations(file))).orElse(identity);
    }

    private static List<Destination> destinations(Path file) {
        List<Destination> found;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new CommandFailure(
                        CommandFailure.WRONG_USE, "file " + file + " must have at most " + MOST_BYTES + " bytes");
            }
            found = Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Destination::parse)
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "file " + file + " cannot be read: " + e.getClass().getSimpleName());
        }
        if (found.isEmpty()) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "file " + file + " must name a host");
        }
        return found;
    }
}
