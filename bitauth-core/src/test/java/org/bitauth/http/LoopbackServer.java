package org.bitauth.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * HTTP/1.1 on a free port, one request a connection, the target byte for byte as it was sent. The JDK's own server
 * refuses targets with {@code |} or {@code {}}, which JavaScript clients send.
 */
final class LoopbackServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Thread thread;

    private LoopbackServer(ServerSocket socket, BiFunction<String, SentRequest, RawResponse> handler) {
        this.socket = socket;
        thread = new Thread(() -> serve(handler), "loopback-server");
        thread.start();
    }

    /** The handler is given the server's URL and the request. */
    static LoopbackServer start(BiFunction<String, SentRequest, RawResponse> handler) throws IOException {
        return new LoopbackServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), handler);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a request as it is, and reads the answer to its end. */
    static RawResponse send(int port, SentRequest request) throws IOException {
        try (Socket to = new Socket(InetAddress.getLoopbackAddress(), port)) {
            to.setSoTimeout(20_000);
            StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
            request.headers().forEach(each -> head.append(each.name() + ": " + each.value() + "\r\n"));
            byte[] body = request.raw().body();
            head.append("Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n");
            to.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
            to.getOutputStream().write(body);
            to.getOutputStream().flush();
            InputStream in = new BufferedInputStream(to.getInputStream());
            int status = Integer.parseInt(line(in).split(" ", -1)[1]);
            int length = contentLength(headers(in));
            return RawResponse.of(status, in.readNBytes(length));
        }
    }

    private void serve(BiFunction<String, SentRequest, RawResponse> handler) {
        while (!socket.isClosed()) {
            try (Socket from = socket.accept()) {
                from.setSoTimeout(20_000);
                RawResponse answer = handler.apply(url(), read(new BufferedInputStream(from.getInputStream())));
                StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " -\r\n");
                answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
                head.append("Content-Length: " + answer.body().length + "\r\nConnection: close\r\n\r\n");
                from.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
                from.getOutputStream().write(answer.body());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    System.err.println("loopback server: " + e);
                }
            }
        }
    }

    private static SentRequest read(InputStream in) throws IOException {
        String[] start = line(in).split(" ", -1);
        List<SentRequest.Header> headers = headers(in);
        byte[] body = in.readNBytes(contentLength(headers));
        return new SentRequest(start[0], start[1], headers, "").withBody(body);
    }

    private static List<SentRequest.Header> headers(InputStream in) throws IOException {
        List<SentRequest.Header> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.add(new SentRequest.Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private static int contentLength(List<SentRequest.Header> headers) {
        return headers.stream()
                .filter(each -> each.name().equalsIgnoreCase("content-length"))
                .mapToInt(each -> Integer.parseInt(each.value()))
                .findFirst()
                .orElse(0);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended within the head");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
