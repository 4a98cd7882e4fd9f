package org.bitauth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.http.LeanHttpClient;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.client.ClientToken;
import org.bitauth.keystone.client.KeystoneClient;
import org.bitauth.keystone.oidc.client.OidcLoginClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth login}: swaps a signed challenge for a token. */
@Command(name = "login", description = "Swaps a signed challenge for a token.")
final class LoginCommand implements Runnable {
    private enum Format {
        env,
        token,
        json
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "URL",
            description = "the identity service, for example https://cloud.example/v3; or the provider")
    private String url = "";

    @Option(names = "--oidc", description = "URL is an OIDC provider; prints its JWT, for OS_ACCESS_TOKEN")
    private boolean oidc;

    @Option(names = "--device", description = "likewise, but somebody confirms it elsewhere; needs no key here")
    private boolean device;

    @Option(names = "--audience", paramLabel = "NAME", description = "who will take the JWT")
    private Optional<String> audience = Optional.empty();

    @Option(
            names = "--client",
            paramLabel = "ID",
            description = "the provider's name for this program, with --device; ${DEFAULT-VALUE}",
            defaultValue = "bitauth")
    private String client = "bitauth";

    @Option(names = "--key", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            converter = ScopeOption.class,
            description = "project:NAME@DOMAIN, project:ID or unscoped; without it the cloud decides")
    private ScopeRequest scope = new ScopeRequest.CloudDefault();

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}; env is for: eval \"$$(bitauth login URL)\"",
            defaultValue = "env")
    private Format format = Format.env;

    @Override
    public void run() {
        URI cloud = CloudArgument.parse(url);
        if (oidc == device ? oidc || audience.isPresent() : audience.isEmpty()) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE, "--oidc or --device must stand with --audience, and not together");
        }
        if (audience.isPresent()) {
            spec.commandLine().getOut().println(jwt(cloud, audience.get()));
            return;
        }
        ClientToken token = KeystoneClient.builder(cloud, KeyFile.read(KeyFile.orDefault(key)))
                .http(new LeanHttpClient())
                .build()
                .login(scope)
                .orElseThrow(CommandFailure::of);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case token -> out.println(token.secret());
            case json -> out.printf(Locale.ROOT, "{\"secret\":\"%s\",\"token\":%s}%n", token.secret(), token.body());
            case env -> printEnvironment(out, cloud, token);
        }
    }

    private String jwt(URI issuer, String taker) {
        return device
                ? OidcLogin.onDevice(issuer, client, taker, spec.commandLine().getErr())
                : new OidcLoginClient(issuer, KeyFile.read(KeyFile.orDefault(key)))
                        .token(taker)
                        .orElseThrow(CommandFailure::of);
    }

    private static void printEnvironment(PrintWriter out, URI cloud, ClientToken token) {
        out.println("unset OS_PROJECT_ID OS_PROJECT_NAME OS_PROJECT_DOMAIN_ID OS_PROJECT_DOMAIN_NAME");
        export(out, "OS_AUTH_TYPE", "v3token");
        export(out, "OS_AUTH_URL", cloud.toString());
        export(out, "OS_IDENTITY_API_VERSION", "3");
        export(out, "OS_TOKEN", token.secret());
        JsonNode project = token.body().path("project").path("id");
        if (project.isTextual()) {
            export(out, "OS_PROJECT_ID", project.textValue());
        }
    }

    private static void export(PrintWriter out, String name, String value) {
        out.println("export " + name + "='" + value.replace("'", "'\\''") + "'");
    }
}
