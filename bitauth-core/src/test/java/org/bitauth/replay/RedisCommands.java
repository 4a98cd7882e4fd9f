package org.bitauth.replay;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bitauth.StoreException;
import org.jspecify.annotations.Nullable;

/** A connection to Redis on this machine: one command at a time, each answered within five seconds. */
final class RedisCommands implements AutoCloseable {
    private static final int LIMIT_MILLIS = 5_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream answers;

    RedisCommands(int port) {
        this.port = port;
    }

    /** Sends a command; what is returned is the answer, empty for Redis's nil. */
    synchronized Optional<String> call(String... command) {
        try {
            StringBuilder request = new StringBuilder("*" + command.length + "\r\n");
            for (String word : command) {
                request.append('$')
                        .append(word.length())
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            }
            InputStream in = send(request.toString().getBytes(StandardCharsets.US_ASCII));
            String line = line(in);
            return switch (line.charAt(0)) {
                case '+', ':' -> Optional.of(line.substring(1));
                case '$' -> line.equals("$-1") ? Optional.empty() : Optional.of(text(in, line));
                default -> throw new StoreException("Redis says " + line.split(" ", 2)[0]);
            };
        } catch (IOException e) {
            close();
            throw new StoreException("Redis cannot be reached", e);
        }
    }

    @Override
    public synchronized void close() {
        Socket closing = socket;
        socket = null;
        answers = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (IOException e) {
            throw new StoreException("Redis connection does not close", e);
        }
    }

    private InputStream send(byte[] request) throws IOException {
        Socket to = socket;
        InputStream from = answers;
        if (to == null || from == null) {
            to = new Socket();
            socket = to;
            to.setSoTimeout(LIMIT_MILLIS);
            to.setTcpNoDelay(true);
            to.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            from = new BufferedInputStream(to.getInputStream());
            answers = from;
        }
        to.getOutputStream().write(request);
        return from;
    }

    private static String text(InputStream in, String header) throws IOException {
        int length = Integer.parseInt(header.substring(1));
        String text = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        line(in);
        return text;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("Redis hung up");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
