package org.bitauth.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way between Keystone and the bridge, which tests disturb. Reads one request of a connection, lets the present
 * {@link Behaviour} answer it, and closes the connection.
 */
final class Wire implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\n[Cc]ontent-[Ll]ength: ([0-9]+)\r\n");

    private volatile int bridge;
    private final int port;
    private ServerSocket listener;
    private volatile Behaviour behaviour = this::pass;
    private final AtomicInteger calls = new AtomicInteger();

    /** What becomes of one request. */
    interface Behaviour {
        void answer(byte[] request, Socket keystone) throws IOException;
    }

    Wire(int bridge) throws IOException {
        this.bridge = bridge;
        listener = listen(0);
        port = listener.getLocalPort();
    }

    int port() {
        return port;
    }

    /** Another bridge answers from now on. */
    void lead(int next) {
        bridge = next;
    }

    /** How many requests came so far. */
    int calls() {
        return calls.get();
    }

    void behave(Behaviour next) {
        behaviour = next;
    }

    /** Nobody listens any more. */
    void cut() throws IOException {
        listener.close();
    }

    /** As it was at the start. */
    void mend() throws IOException {
        behaviour = this::pass;
        if (listener.isClosed()) {
            listener = listen(port);
        }
    }

    /** What the bridge answers to a request. */
    byte[] ask(byte[] request) throws IOException {
        try (Socket socket = new Socket(address(), bridge)) {
            socket.getOutputStream().write(request);
            return socket.getInputStream().readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void pass(byte[] request, Socket keystone) throws IOException {
        keystone.getOutputStream().write(ask(request));
    }

    private ServerSocket listen(int at) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address(), at));
        Thread acceptor = new Thread(() -> accept(socket), "wire");
        acceptor.setDaemon(true);
        acceptor.start();
        return socket;
    }

    private void accept(ServerSocket socket) {
        while (true) {
            try (Socket keystone = socket.accept()) {
                byte[] request = read(keystone.getInputStream());
                calls.incrementAndGet();
                behaviour.answer(request, keystone);
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    /** Head and body; Keystone keeps the connection open behind them. */
    private static byte[] read(InputStream in) throws IOException {
        byte[] buffer = new byte[65_536];
        int length = 0;
        while (true) {
            String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            int head = text.indexOf("\r\n\r\n");
            Matcher body = LENGTH.matcher(text);
            if (head >= 0 && body.find() && length >= head + 4 + Integer.parseInt(body.group(1))) {
                return Arrays.copyOf(buffer, length);
            }
            int more = in.read(buffer, length, buffer.length - length);
            if (more <= 0) {
                throw new IOException("the request ended early");
            }
            length += more;
        }
    }

    static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static InetAddress address() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
