package org.bitauth.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests as {@link DirectHttpClient} does, for small processes that stay: it keeps no thread and no connection, and
 * loads nothing of {@code java.net.http}. It takes GET and POST, and of an answer 401 it gives no body. Thread-safe.
 */
public final class LeanHttpClient implements HttpSender {
    private static final int MAX_ANSWER = 1 << 20;
    private static final int CONNECT_MILLIS = 5000;

    private final Duration patience;

    /** A client that waits 30 seconds at most for an answer's end. */
    public LeanHttpClient() {
        this(Duration.ofSeconds(30));
    }

    /**
     * A client with another patience.
     *
     * @param patience how long a request may take until its answer has ended; more than zero
     */
    public LeanHttpClient(Duration patience) {
        this.patience = patience;
    }

    @Override
    public RawResponse send(String method, URI url, Map<String, String> headers, byte[] body) throws IOException {
        if (!(url.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("URL must be https or http");
        }
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout((int) patience.toMillis());
        headers.forEach(connection::setRequestProperty);
        connection.setRequestProperty("Connection", "close");
        // A timeout of the connection begins anew with each byte; this one does not.
        CompletableFuture<Void> deadline = new CompletableFuture<>();
        CompletableFuture<Void> cut = deadline.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, late) -> connection.disconnect());
        try {
            RawResponse answer = exchange(connection, body);
            if (!deadline.complete(null) || cut.isCompletedExceptionally()) {
                // A connection that is cut while it is read may look as if the answer had come to its end.
                throw new SocketTimeoutException("answer must end within " + patience);
            }
            return answer;
        } finally {
            deadline.complete(null);
        }
    }

    private static RawResponse exchange(HttpURLConnection connection, byte[] body) throws IOException {
        if (body.length > 0) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length); // else it would send the body again by itself
            try (var out = connection.getOutputStream()) {
                out.write(body);
            }
        }
        int status;
        try {
            status = connection.getResponseCode();
        } catch (HttpRetryException e) {
            return RawResponse.of(e.responseCode());
        }
        if (status < 0) {
            throw new IOException("answer must be one of HTTP");
        }
        RawResponse response = RawResponse.of(status, body(connection, status));
        for (Map.Entry<String, List<String>> header :
                connection.getHeaderFields().entrySet()) {
            if (header.getKey() != null) { // the status line
                // of several with one name the JDK has the last one first
                response = response.with(
                        header.getKey(), header.getValue().get(header.getValue().size() - 1));
            }
        }
        return response;
    }

    private static byte[] body(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (in == null) {
                return new byte[0];
            }
            byte[] bytes = in.readNBytes(MAX_ANSWER + 1);
            if (bytes.length > MAX_ANSWER) {
                throw new IOException("answer must have at most 1 MiB");
            }
            long announced = connection.getContentLengthLong();
            if (announced >= 0 && announced != bytes.length) { // the JDK takes a broken connection for an end
                throw new IOException("answer must be as long as it says");
            }
            return bytes;
        }
    }
}
