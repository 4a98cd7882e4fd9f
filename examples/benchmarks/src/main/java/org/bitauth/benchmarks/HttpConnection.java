package org.bitauth.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept alive, with as little work as a load generator can do: requests are bytes that were
 * made before, answers have a length. Connects anew where the server closes.
 */
final class HttpConnection implements Closeable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final InetAddress host;
    private final int port;
    private final byte[] buffer = new byte[64 * 1024];
    private Socket socket = new Socket();

    HttpConnection(URI server) throws IOException {
        host = InetAddress.getByName(server.getHost());
        port = server.getPort();
        socket.close();
    }

    /** An answer; its head ends with an empty line. */
    record Answer(int status, String head, String body) {
        /** A header's value; the name is given as the server spells it. */
        String header(String name) throws IOException {
            int start = head.indexOf("\r\n" + name + ": ");
            if (start < 0) {
                throw new IOException("answer must have " + name + ": " + head);
            }
            int value = start + name.length() + 4;
            return head.substring(value, head.indexOf("\r\n", value));
        }

        Answer require(int wanted) throws IOException {
            if (status != wanted) {
                throw new IOException("answer must be " + wanted + ": " + head + body);
            }
            return this;
        }
    }

    /** The bytes of a request. */
    static byte[] request(URI server, String method, String path, String headers, String body) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n" + headers
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n");
        return (head + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    Answer send(byte[] request) throws IOException {
        if (socket.isClosed()) {
            socket = new Socket(host, port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
        }
        socket.getOutputStream().write(request);
        Answer answer = read(socket.getInputStream());
        if (answer.head().contains("\r\nConnection: close\r\n")) {
            socket.close();
        }
        return answer;
    }

    private Answer read(InputStream in) throws IOException {
        int length = 0;
        int head = -1;
        while (head < 0) {
            length += more(in, length);
            head = end(length);
        }
        String text = new String(buffer, 0, head, StandardCharsets.ISO_8859_1);
        int status = Integer.parseInt(text.substring(9, 12));
        int whole = head + (status == 204 ? 0 : contentLength(text));
        while (length < whole) {
            length += more(in, length);
        }
        return new Answer(status, text, new String(buffer, head, whole - head, StandardCharsets.ISO_8859_1));
    }

    private int more(InputStream in, int length) throws IOException {
        int read = in.read(buffer, length, buffer.length - length);
        if (read <= 0) {
            throw new IOException("answer must be whole and short");
        }
        return read;
    }

    private int end(int length) {
        for (int i = 3; i < length; i++) {
            if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int contentLength(String head) throws IOException {
        return Arrays.stream(head.split("\r\n", -1))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length: "))
                .mapToInt(line -> Integer.parseInt(line.substring("content-length: ".length())))
                .findFirst()
                .orElseThrow(() -> new IOException("answer must have a length: " + head));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
