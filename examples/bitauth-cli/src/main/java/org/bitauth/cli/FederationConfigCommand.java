package org.bitauth.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.keystone.federation.config.FederationConfig;
import org.bitauth.keystone.federation.config.RolesForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth keystone federation-config}: what makes Keystone take the tokens of the OpenID provider. */
@Command(
        name = "federation-config",
        description =
                "Prints or writes what makes an unmodified Keystone behind Apache and mod_auth_openidc take the tokens"
                        + " of the bridge's OpenID provider: Apache's lines, Keystone's, the mapping, and the openstack commands.")
final class FederationConfigCommand implements Runnable {
    private enum Roles {
        groups,
        projects
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", description = "Keystone, for example https://cloud.example/v3")
    private String keystone = "";

    @Option(names = "--issuer", required = true, paramLabel = "URL", description = "the provider; https")
    private String issuer = "";

    @Option(names = "--audience", description = "aud of tokens for this Keystone; its URL by default")
    private Optional<String> audience = Optional.empty();

    @Option(names = "--provider", paramLabel = "ID", description = "identity provider; ${DEFAULT-VALUE} by default")
    private String provider = "bitauth";

    @Option(names = "--protocol", paramLabel = "ID", description = "openid (by default) or mapped")
    private String protocol = "openid";

    @Option(
            names = "--domain",
            paramLabel = "NAME",
            description = "new domain of the users; ${DEFAULT-VALUE} by default")
    private String domain = "bitauth";

    @Option(
            names = "--roles",
            description = "groups (by default): roles end with the token; projects: a project for each user, for good")
    private Roles roles = Roles.groups;

    @Option(names = "--group", paramLabel = "NAME", description = "a group that tokens may name, once or more")
    private List<String> groups = List.of("bitauth-users");

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "a random line for mod_auth_openidc")
    private Optional<String> passphrase = Optional.empty();

    @Option(names = "--ca-bundle", paramLabel = "FILE", description = "for the issuer's TLS certificate")
    private Optional<String> caBundle = Optional.empty();

    @Option(names = "--browser-client", paramLabel = "ID", description = "client at the provider; needs --dashboard")
    private Optional<String> client = Optional.empty();

    @Option(names = "--dashboard", paramLabel = "URL", description = "Horizon; needs --browser-client")
    private Optional<String> dashboard = Optional.empty();

    @Option(names = "--out", paramLabel = "FOLDER", description = "writes four files there, and overwrites none")
    private Optional<Path> folder = Optional.empty();

    @Override
    public void run() {
        if (client.isPresent() != dashboard.isPresent()) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE, "--browser-client and --dashboard must be given together");
        }
        Map<String, String> files = config().files();
        PrintWriter out = spec.commandLine().getOut();
        if (folder.isPresent()) {
            files.forEach((name, text) -> out.println(write(folder.get().resolve(name), text)));
        } else {
            files.forEach((name, text) -> out.print("=== " + name + "\n" + text + "\n"));
        }
        out.flush();
    }

    private FederationConfig config() {
        FederationConfig.Builder config = FederationConfig.builder(url(issuer), url(keystone))
                .provider(provider)
                .protocol(protocol)
                .domain(domain)
                .roles(roles == Roles.groups ? RolesForm.GROUPS : RolesForm.PROJECTS)
                .groups(groups);
        audience.ifPresent(config::audience);
        passphrase.ifPresent(config::passphraseFile);
        caBundle.ifPresent(config::caBundle);
        client.ifPresent(id -> config.browsers(id, url(dashboard.orElseThrow())));
        return config.build();
    }

    private static URI url(String text) {
        return CloudArgument.parse(text);
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "file " + file + " exists and is not overwritten");
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "file " + file + " cannot be written: " + e.getClass().getSimpleName());
        }
    }
}
