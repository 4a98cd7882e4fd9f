package org.bitauth.ssh.agent;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/** The socket on which an agent listens. Closing it ends all clients and the renewal, and removes the socket. */
public final class AgentSocket implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    private final BitauthAgent agent;
    private final AgentClients clients;
    private final Renewals renewals;
    private final SocketPlace place;
    private final ServerSocketChannel server;
    private final Object file;
    private final Thread accepting;
    private final CountDownLatch end = new CountDownLatch(1);

    private AgentSocket(BitauthAgent agent, SocketPlace place, ServerSocketChannel server) throws IOException {
        this.agent = agent;
        this.place = place;
        this.server = server;
        file = place.fileKey();
        clients = new AgentClients(agent);
        renewals = new Renewals(agent);
        accepting = new Thread(this::accept, "bitauth-agent");
        accepting.setDaemon(true);
    }

    static AgentSocket open(BitauthAgent agent, Path path) throws IOException {
        SocketPlace place = SocketPlace.of(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            place.bind(server);
            AgentSocket socket = new AgentSocket(agent, place, server);
            socket.renewals.start();
            socket.accepting.start();
            return socket;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Where it listens.
     *
     * @return the absolute path, for {@code SSH_AUTH_SOCK}
     */
    public Path path() {
        return place.path();
    }

    /**
     * How many clients are connected.
     *
     * @return 256 at most
     */
    public int clients() {
        return clients.size();
    }

    /** Ends it; returns when no thread of a client is left. */
    @Override
    public void close() throws IOException {
        end.countDown();
        renewals.close();
        agent.lock().close();
        if (Files.exists(place.path()) && place.fileKey().equals(file)) { // unless another agent has its socket there
            Files.delete(place.path());
        }
        server.close();
        try {
            accepting.join();
            clients.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (end.getCount() > 0) {
            try {
                SocketChannel client = server.accept();
                if (isOurs(client)) {
                    clients.take(client);
                } else {
                    agent.tell(AgentEvent.Kind.DROPPED, "another user's process");
                    client.close();
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                pause(); // no more files, say: others will end
            }
        }
    }

    /** The folder keeps others out already; root comes in anyway. */
    private boolean isOurs(SocketChannel client) throws IOException {
        if (!client.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        String user = Objects.requireNonNull(client.getOption(ExtendedSocketOptions.SO_PEERCRED))
                .user()
                .getName();
        return user.equals(Files.getOwner(place.path()).getName()) || user.equals("root");
    }

    private void pause() {
        try {
            end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
