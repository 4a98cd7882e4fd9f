package org.bitauth.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Sends requests as {@link DirectHttpClient} does, for programs that start often or stay small: HTTP/1.1 on a socket of its
 * own for each request, without the classes, the threads and the pool of {@code java.net.http}. Where the JDK's
 * {@link ProxySelector} names a proxy, {@link DirectHttpClient} sends. Thread-safe.
 *
 * <p>Servers are checked as for any https URL: by the JVM's default {@link SSLContext} and the host's name. A redirect is an
 * answer, a request is sent once, an answer has 1 MiB at most, and its head 64 KiB. What is not HTTP/1 to the letter is an
 * {@link IOException}.
 */
public final class LeanHttpClient implements HttpSender {
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
        WireRequest request = WireRequest.of(method, url, headers, body);
        if (isProxied(url)) {
            return new DirectHttpClient(patience).send(method, url, headers, body);
        }
        CompletableFuture<Void> deadline = new CompletableFuture<>();
        try (Socket plain = new Socket()) {
            // A timeout of a socket begins anew with each byte; this one does not. TLS may wait where it is closed.
            CompletableFuture<Void> ended = deadline.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((nothing, late) -> close(plain));
            RawResponse answer = exchange(plain, request);
            // A connection that is cut while it is read may look as if the answer had come to its end.
            if (!deadline.complete(null) || ended.isCompletedExceptionally()) {
                throw late();
            }
            return answer;
        } catch (IOException e) {
            throw deadline.isCompletedExceptionally() ? late() : e;
        } finally {
            deadline.complete(null);
        }
    }

    private static RawResponse exchange(Socket plain, WireRequest request) throws IOException {
        InetSocketAddress server = new InetSocketAddress(request.host(), request.port());
        if (server.isUnresolved()) {
            throw new UnknownHostException(request.host());
        }
        plain.connect(server, CONNECT_MILLIS);
        plain.setTcpNoDelay(true);
        Socket socket = request.isSecure() ? secured(plain, request) : plain;
        socket.getOutputStream().write(request.bytes());
        socket.getOutputStream().flush();
        return WireAnswer.read(socket.getInputStream(), request.method());
    }

    private static Socket secured(Socket plain, WireRequest request) throws IOException {
        try {
            if (SSLContext.getDefault().getSocketFactory().createSocket(plain, request.host(), request.port(), false)
                    instanceof SSLSocket socket) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS"); // else any host's certificate would do
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return socket;
            }
            throw new IOException("TLS must be possible");
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("TLS must be possible", e);
        }
    }

    private static boolean isProxied(URI url) {
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> proxies = selector == null ? List.of() : selector.select(url);
        return proxies.stream().anyMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
    }

    private SocketTimeoutException late() {
        return new SocketTimeoutException("answer must end within " + patience);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }
}
