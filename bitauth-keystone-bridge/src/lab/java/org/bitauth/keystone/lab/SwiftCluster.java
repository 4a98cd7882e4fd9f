package org.bitauth.keystone.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitauth.peers.Peers;

/**
 * An unmodified Swift on free loopback ports, run in the foreground by the current user: an account, a container and an
 * object server with one disk, and proxies behind keystonemiddleware in front of them. All its files are in one
 * temporary folder, which ends with it.
 */
public final class SwiftCluster implements AutoCloseable {
    private static final List<String> STORAGE = List.of("account", "container", "object");

    private final SwiftFolder folder;
    private final List<SwiftServer> servers = new ArrayList<>();

    private SwiftCluster(SwiftFolder folder) {
        this.folder = folder;
    }

    /** Goes on only if Swift and keystonemiddleware are on this machine. */
    public static void requireSwift() {
        Peers.requirePythonModule("swift.proxy.server");
        Peers.requirePythonModule("keystonemiddleware.auth_token");
        Peers.requirePrograms(
                "swift-account-server", "swift-container-server", "swift-object-server", "swift-proxy-server");
    }

    /**
     * Starts the storage, and returns when it listens; that takes two seconds.
     *
     * @return the cluster, without a proxy
     * @throws IOException if it does not start; the message quotes its log
     */
    public static SwiftCluster start() throws IOException {
        SwiftCluster cluster = new SwiftCluster(SwiftFolder.create());
        try {
            cluster.startStorage();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Starts one more proxy on the storage, and returns when it listens. A user with the role member of a project owns
     * the account {@code AUTH_} and the project's id.
     *
     * @param name a name for its files that no other proxy has
     * @param options of keystonemiddleware's filter {@code auth_token}
     * @return its URL, without a path
     * @throws IOException if it does not start; the message quotes its log
     */
    public URI startProxy(String name, Map<String, String> options) throws IOException {
        return URI.create("http://127.0.0.1:"
                + startServer("swift-proxy-server", folder.proxy(name, options)).port());
    }

    /**
     * What all servers have said until now.
     *
     * @return their logs, one after another
     * @throws IOException if they cannot be read
     */
    public String log() throws IOException {
        StringBuilder all = new StringBuilder();
        for (SwiftServer server : servers) {
            all.append(server.log());
        }
        return all.toString();
    }

    /** Ends all servers, and deletes their folder. */
    @Override
    public void close() {
        servers.forEach(SwiftServer::close);
        folder.close();
    }

    private void startStorage() throws IOException {
        Map<String, SwiftServer> storage = new LinkedHashMap<>();
        for (String kind : STORAGE) {
            storage.put(kind, startServer("swift-" + kind + "-server", folder.storage(kind)));
        }
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (Map.Entry<String, SwiftServer> server : storage.entrySet()) {
            ports.put(server.getKey(), server.getValue().port());
        }
        folder.writeRings(ports);
    }

    private SwiftServer startServer(String program, Path config) throws IOException {
        SwiftServer server = SwiftServer.start(program, config);
        servers.add(server);
        return server;
    }
}
