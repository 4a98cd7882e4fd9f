package org.bitauth.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The servers of one {@code bitauth serve}, and what they have open. They end together, what was added last first. */
final class Servers implements AutoCloseable {
    private final List<JettyServer> servers = new ArrayList<>();
    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        all.push(part);
        if (part instanceof JettyServer server) {
            servers.add(server);
        }
        return part;
    }

    void join() throws InterruptedException {
        for (JettyServer server : servers) {
            server.join();
        }
    }

    @Override
    public void close() {
        while (!all.isEmpty()) {
            try {
                all.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the server did not end", e);
            }
        }
    }
}
