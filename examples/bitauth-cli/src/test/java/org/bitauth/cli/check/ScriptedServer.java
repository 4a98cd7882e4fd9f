package org.bitauth.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each request line that begins with a known text as a test says, byte for byte; a good Keystone at first. */
final class ScriptedServer implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Script> scripts = new LinkedHashMap<>();
    private final ServerSocket listener = new ServerSocket();

    /** Writes the answer to a request, of which it gets the whole text. */
    interface Script {
        void answer(String request, OutputStream out) throws IOException;
    }

    ScriptedServer() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** A later script for the same beginning wins. */
    void on(String requestLine, Script script) {
        synchronized (scripts) {
            scripts.put(requestLine, script);
        }
    }

    void on(String requestLine, int status, String headers, String body) {
        on(requestLine, (request, out) -> write(out, answer(status, headers, body)));
    }

    static String answer(int status, String headers, String body) {
        return "HTTP/1.1 " + status + " Answer\r\n" + headers + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body;
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                String request = read(client.getInputStream());
                requests.add(request.lines().findFirst().orElse(""));
                script(request).answer(request, client.getOutputStream());
            } catch (IOException e) {
                // the client has gone, or the server has been closed
            }
        }
    }

    private Script script(String request) {
        synchronized (scripts) {
            return scripts.entrySet().stream()
                    .filter(script -> request.startsWith(script.getKey() + " "))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse((text, out) -> write(out, answer(404, "", "{}")));
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request ended early");
            }
            request.append((char) next);
        }
        String length = request.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length: "))
                .map(line -> line.substring(16))
                .findFirst()
                .orElse("0");
        return request + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }
}
