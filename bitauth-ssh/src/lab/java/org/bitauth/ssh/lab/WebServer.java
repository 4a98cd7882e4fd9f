package org.bitauth.ssh.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/** A cloud's web server on a free loopback port: a handler below {@code /v3/ssh}, which may change, with or without TLS. */
public final class WebServer implements AutoCloseable {
    private static final String MOUNT = "/v3/ssh";
    private static final String PASSWORD = "changeit";

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<RawRequest> requests = new CopyOnWriteArrayList<>();
    private volatile HttpHandler handler = request -> RawResponse.of(404);
    private volatile boolean tellsLength = true;

    private WebServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::exchange);
        server.start();
    }

    /**
     * Starts to listen without TLS.
     *
     * @return the server
     * @throws IOException if there is no port
     */
    public static WebServer http() throws IOException {
        return new WebServer(HttpServer.create(loopback(), 0), "http");
    }

    /**
     * Starts to listen with TLS, and a certificate for 127.0.0.1 alone.
     *
     * @param folder where the certificate is made; {@code server.pem} and, for Java, {@code trust.p12} with the password
     *     {@code changeit} are what clients may trust
     * @return the server
     * @throws IOException if there is no port, or openssl refuses
     */
    public static WebServer https(Path folder) throws IOException {
        openssl(
                folder,
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout server.key -out server.pem"
                        + " -days 2 -subj /CN=test -addext subjectAltName=IP:127.0.0.1");
        openssl(folder, "pkcs12 -export -in server.pem -inkey server.key -out server.p12 -passout pass:" + PASSWORD);
        writeTrustStore(folder);
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(folder.resolve("server.p12"))));
        return new WebServer(server, "https");
    }

    /**
     * Where the handler is.
     *
     * @return the URL of the mount
     */
    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + MOUNT);
    }

    /**
     * Changes what answers.
     *
     * @param next from now on
     */
    public void serve(HttpHandler next) {
        handler = next;
    }

    /** Leaves the length of answers out from now on, so that clients learn it at the end. */
    public void hideLengths() {
        tellsLength = false;
    }

    /**
     * What clients asked for.
     *
     * @return the requests, first one first
     */
    public List<RawRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpHandler now = handler;
            RawRequest request = new RawRequest(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    MOUNT,
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readNBytes(now.maxBodyBytes() + 1));
            requests.add(request);
            RawResponse answer = now.handle(request);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : tellsLength ? body.length : 0);
            exchange.getResponseBody().write(body);
        }
    }

    private static InetSocketAddress loopback() throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    private static SSLContext tls(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void writeTrustStore(Path folder) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve("server.pem"));
                OutputStream out = Files.newOutputStream(folder.resolve("trust.p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
            store.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void openssl(Path folder, String arguments) throws IOException {
        Path output = folder.resolve("openssl.log");
        Process process = OpenSshPrograms.start(
                output, List.of("sh", "-c", "cd \"$1\" && openssl " + arguments, "sh", folder.toString()));
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("openssl must end with 0: " + OpenSshPrograms.read(output));
            }
        } catch (InterruptedException e) {
            throw OpenSshPrograms.interrupted();
        } finally {
            process.destroyForcibly();
        }
    }
}
