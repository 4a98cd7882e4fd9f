package org.bitauth.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to the URL that it is given and nowhere else: follows no redirect, waits 30 seconds at most for an answer
 * to begin and as long for it to end unless it was made with another patience, reads 1 MiB at most. For requests that
 * carry proofs and secrets.
 */
public final class DirectHttpClient implements HttpSender {
    private static final int MAX_ANSWER = 1 << 20;

    private final HttpClient client;
    private final Duration patience;

    /** A client on the JDK's. */
    public DirectHttpClient() {
        this(Duration.ofSeconds(30));
    }

    /**
     * A client on the JDK's, with another patience.
     *
     * @param patience how long an answer may take to begin, and again to end; more than zero
     */
    public DirectHttpClient(Duration patience) {
        this.patience = patience;
        client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    @Override
    public RawResponse send(String method, URI url, Map<String, String> headers, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(patience)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return read(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + url);
        }
    }

    private RawResponse read(HttpResponse<InputStream> answer) throws IOException {
        byte[] body = readBody(answer.body());
        if (body.length > MAX_ANSWER) {
            throw new IOException("answer must have at most 1 MiB");
        }
        RawResponse response = RawResponse.of(answer.statusCode(), body);
        for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
            response = response.with(header.getKey(), header.getValue().get(0));
        }
        return response;
    }

    /** The timeout of a JDK request ends when the answer begins; this one ends the body. */
    private byte[] readBody(InputStream body) throws IOException {
        CompletableFuture<byte[]> deadline = new CompletableFuture<>();
        CompletableFuture<byte[]> closed = deadline.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((bytes, late) -> close(body));
        try {
            // A stream that is closed while it is read may look as if it had come to its end.
            deadline.complete(body.readNBytes(MAX_ANSWER + 1));
            return closed.join();
        } catch (CompletionException e) {
            throw new HttpTimeoutException("answer must end within " + patience);
        } finally {
            deadline.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
