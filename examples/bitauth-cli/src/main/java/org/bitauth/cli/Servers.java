package org.bitauth.cli;

import java.util.ArrayList;
import java.util.List;

/** The servers of one {@code bitauth serve}, which end together. */
final class Servers implements AutoCloseable {
    private final List<JettyServer> all = new ArrayList<>();

    JettyServer add(JettyServer server) {
        all.add(server);
        return server;
    }

    void join() throws InterruptedException {
        for (JettyServer server : all) {
            server.join();
        }
    }

    @Override
    public void close() {
        all.forEach(JettyServer::close);
    }
}
