package org.bitauth.cli;

import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitauth.Sin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bitauth serve}: a bridge with an SSH CA. */
@Command(
        name = "serve",
        description = "Serves a bridge with an SSH CA on 127.0.0.1 until it is stopped, and prints its URL when it is"
                + " ready. Without a config: project demo in domain Default, role member and SSH logins on any"
                + " instance for each --allow SIN.")
final class ServeCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", description = "JSON, as docs/operating.md shows")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--port", paramLabel = "N", description = "a free one by default", defaultValue = "0")
    private int port;

    @Option(names = "--allow", paramLabel = "SIN", description = "lets this identity in; only without --config")
    private List<String> allow = List.of();

    @Override
    public void run() {
        if (config.isPresent() && !allow.isEmpty()) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "--allow must not stand beside --config");
        }
        Set<Sin> allowed = allow.stream().map(Sin::new).collect(Collectors.toSet());
        ServeConfig served = config.map(ServeConfig::read).orElseGet(() -> EmbeddedDefault.of(allowed));
        PrintWriter out = spec.commandLine().getOut();
        AuditLog audit = new AuditLog(spec.commandLine().getErr());
        try (Servers servers = new Servers()) {
            if (served.directory().isPresent()
                    || served.ssh().isPresent()
                    || served.oidc().isPresent()) {
                JettyServer server =
                        servers.add(new JettyServer(served.url(), port, url -> Faces.of(served, url, audit)));
                out.println(server.url());
            }
            if (served.plugin().isPresent()) {
                JettyServer server = servers.add(JettyServer.of(served.plugin().get(), audit));
                out.println("plug-in: " + server.url().resolve(PluginFace.PATH));
            }
            out.flush();
            servers.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            if (e.getCause() instanceof BindException) {
                throw new CommandFailure(CommandFailure.WRONG_USE, "the port must be free: " + e.getMessage());
            }
            throw new CommandFailure(CommandFailure.REFUSED, "server did not start: " + e.getMessage());
        }
    }
}
