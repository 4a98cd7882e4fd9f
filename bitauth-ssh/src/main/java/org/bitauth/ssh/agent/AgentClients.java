package org.bitauth.ssh.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The clients of an agent, a thread each, so that one who is silent, slow or asked something holds up no other. If there
 * are too many, the one that was silent for longest has to go.
 */
final class AgentClients {
    /** How many may be connected at once. */
    static final int MOST = 256;

    /** Bytes of a message. The longest that makes sense is a login with certificates of user and host. */
    static final int LONGEST_MESSAGE = 32 * 1024;

    private static final int LENGTH = 4;
    private static final int FIRST_BUFFER = 1024;
    private static final long STACK = 256 * 1024;

    private final BitauthAgent agent;
    private final Set<Client> clients = new HashSet<>();
    private boolean closed;

    AgentClients(BitauthAgent agent) {
        this.agent = agent;
    }

    /** Serves a client, which may mean that another one has to go. */
    synchronized void take(SocketChannel channel) throws IOException {
        if (closed) {
            channel.close();
            return;
        }
        if (clients.size() >= MOST) {
            Client silent = clients.stream()
                    .min(Comparator.comparingLong(client -> client.lastHeard))
                    .orElseThrow();
            clients.remove(silent);
            agent.tell(AgentEvent.Kind.DROPPED, "more than " + MOST + " clients");
            silent.end();
        }
        Client client = new Client(channel);
        clients.add(client);
        client.start();
    }

    synchronized int size() {
        return clients.size();
    }

    void close() throws InterruptedException {
        List<Client> ended;
        synchronized (this) {
            closed = true;
            ended = List.copyOf(clients);
        }
        ended.forEach(Client::end);
        for (Client client : ended) {
            client.thread.join();
        }
    }

    private synchronized void remove(Client client) {
        clients.remove(client);
    }

    /** One connection. */
    private final class Client {
        private final SocketChannel channel;
        private final Thread thread;
        private final AgentConversation conversation = agent.conversation();
        private volatile long lastHeard = System.nanoTime();

        Client(SocketChannel channel) {
            this.channel = channel;
            thread = new Thread(null, this::serve, "bitauth-agent-client", STACK);
            thread.setDaemon(true);
        }

        void start() throws IOException {
            try {
                thread.start();
            } catch (OutOfMemoryError e) { // no more threads
                remove(this);
                channel.close();
            }
        }

        void end() {
            close(channel); // first, so that nobody gets an answer to what was cut off
            thread.interrupt();
        }

        private void serve() {
            try {
                ByteBuffer length = ByteBuffer.allocate(LENGTH);
                while (fill(length.clear())) {
                    int size = length.flip().getInt();
                    if (size < 1 || size > LONGEST_MESSAGE) {
                        agent.tell(AgentEvent.Kind.DROPPED, "message of " + Integer.toUnsignedString(size) + " bytes");
                        return;
                    }
                    byte[] message = read(size);
                    if (message.length < size) {
                        return;
                    }
                    lastHeard = System.nanoTime();
                    write(conversation.answer(message));
                }
            } catch (IOException e) {
                return; // gone
            } catch (RuntimeException | OutOfMemoryError e) {
                agent.tell(AgentEvent.Kind.DROPPED, e.getClass().getSimpleName());
            } finally {
                close(channel);
                remove(this);
            }
        }

        /** Reads so many bytes, or fewer at the end. What was only announced takes no memory. */
        private byte[] read(int size) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(Math.min(size, FIRST_BUFFER));
            while (fill(buffer) && buffer.capacity() < size) {
                ByteBuffer longer = ByteBuffer.allocate(Math.min(size, 2 * buffer.capacity()));
                buffer = longer.put(buffer.flip());
            }
            byte[] message = new byte[buffer.position()];
            buffer.flip().get(message);
            return message;
        }

        private boolean fill(ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    return false;
                }
            }
            return true;
        }

        private void write(byte[] answer) throws IOException {
            ByteBuffer out = ByteBuffer.allocate(LENGTH + answer.length);
            out.putInt(answer.length).put(answer).flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // it is of no use any more
        }
    }
}
