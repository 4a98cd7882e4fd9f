package org.bitauth.cli;

import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitauth.Sin;
import org.bitauth.cli.admin.AdminSocket;
import org.bitauth.cli.admin.DirectoryCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bitauth serve}: a bridge with an SSH CA. */
@Command(
        name = "serve",
        description = "Serves a bridge with an SSH CA on 127.0.0.1 until it is stopped, and prints its URL when it is"
                + " ready. Without a config: an identity service that keeps its users in the state folder, with"
                + " project demo in domain Default, role member and SSH logins on any instance for each --allow SIN.")
final class ServeCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", description = "JSON, as docs/operating.md shows")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--port", paramLabel = "N", description = "a free one by default", defaultValue = "0")
    private int port;

    @Option(names = "--allow", paramLabel = "SIN", description = "lets this identity in; only without --config")
    private List<String> allow = List.of();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "where everything is kept, without --config; $XDG_STATE_HOME/bitauth or"
                    + " ~/.local/state/bitauth by default")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--bootstrap-admin",
            paramLabel = "SIN",
            description = "makes this identity the first administrator, where users are in a database")
    private Optional<String> bootstrapAdmin = Optional.empty();

    /** What other processes may have carried out here, where the database is open. */
    private static AdminSocket.Words words(ServeConfig served, IdentityStores stores) {
        return (words, out, err) -> {
            if (VendorWords.isMeant(words) && served.payments().isPresent()) {
                return VendorWords.of(stores, served.payments().get()).runMarked(words, out, err);
            }
            return DirectoryCommand.run(stores.admin(), words, out, err);
        };
    }

    @Override
    public void run() {
        if (config.isPresent() && (!allow.isEmpty() || state.isPresent())) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "--allow and --state must not stand beside --config");
        }
        Set<Sin> allowed = allow.stream().map(Sin::new).collect(Collectors.toSet());
        Optional<Sin> administrator = bootstrapAdmin.map(Sin::new);
        ServeConfig served = config.map(ServeConfig::read)
                .orElseGet(() -> EmbeddedDefault.of(state.orElseGet(EmbeddedDefault::state), allowed));
        if (administrator.isPresent() && served.identity().isEmpty()) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE, "--bootstrap-admin must stand with a config that has 'identity'");
        }
        PrintWriter out = spec.commandLine().getOut();
        AuditLog audit = new AuditLog(spec.commandLine().getErr());
        try (Servers servers = new Servers()) {
            Optional<IdentityStores> stores = IdentityStores.of(served, first -> {
                administrator.ifPresent(first::administrator);
                first.members(allowed);
            });
            stores.ifPresent(servers::add);
            if (stores.isPresent() && served.identity().orElseThrow().database() == null) {
                servers.add(AdminSocket.open(served.state().orElseThrow(), words(served, stores.get())));
            }
            if (served.hasFaces()) {
                JettyServer server = servers.add(
                        new JettyServer(served.url(), port, url -> Faces.of(served, stores, url, audit, servers)));
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
