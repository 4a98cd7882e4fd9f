package org.bitauth.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.bitauth.Sin;

/** A new key in a file, and a server of the embedded default that lets it in. */
final class DemoServer implements AutoCloseable {
    final StringWriter audit = new StringWriter();
    private final Path key;
    private final Servers servers = new Servers();
    private final JettyServer server;

    DemoServer(Path folder) throws Exception {
        key = folder.resolve("demo-key");
        Set<Sin> allowed = Set.of(newKey(key));
        ServeConfig config = EmbeddedDefault.of(folder.resolve("demo-state"), allowed);
        AuditLog log = new AuditLog(new PrintWriter(audit, true));
        Optional<IdentityStores> stores = IdentityStores.of(config, first -> first.members(allowed));
        stores.ifPresent(servers::add);
        server = servers.add(new JettyServer(Optional.empty(), 0, url -> Faces.of(config, stores, url, log)));
    }

    static Sin newKey(Path file) throws IOException {
        Files.deleteIfExists(file);
        return new Sin(CommandRun.of("key", "new", file).out().strip());
    }

    URI url() {
        return server.url();
    }

    Path key() {
        return key;
    }

    @Override
    public void close() {
        servers.close();
    }
}
