package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeanHttpClientTest {
    private static final int MIB = 1 << 20;

    private final LeanHttpClient client = new LeanHttpClient();
    private final HttpServer server;
    private final CountDownLatch end = new CountDownLatch(1);

    LeanHttpClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void sendsMethodHeadersAndBodyAndReadsTheAnswer() throws IOException {
        serve("/echo", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String text = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Name") + " " + body;
            exchange.getResponseHeaders().add("X-Answer", "yes");
            answer(exchange, 418, text.getBytes(StandardCharsets.UTF_8));
        });

        RawResponse answer = client.send(
                "POST", url("/echo?a=b"), Map.of("X-Name", "value"), "body".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.header("x-answer")).contains("yes");
        assertThat(answer.text()).isEqualTo("POST /echo?a=b value body");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws IOException {
        AtomicInteger visits = new AtomicInteger();
        serve("/target", exchange -> {
            visits.incrementAndGet();
            answer(exchange, 200, new byte[0]);
        });
        serve("/from", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/target").toString());
            answer(exchange, status, new byte[0]);
        });

        RawResponse answer = client.send("POST", url("/from"), Map.of("X-Auth-Token", "secret"), new byte[] {1});

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Location")).contains(url("/target").toString());
        assertThat(visits).hasValue(0);
    }

    @Test
    void answersNoChallengeOfTheServerAndReadsItsBody() throws IOException {
        AtomicInteger visits = new AtomicInteger();
        serve("/no", exchange -> {
            visits.incrementAndGet();
            exchange.getResponseHeaders().add("WWW-Authenticate", "Negotiate");
            answer(exchange, 401, "why".getBytes(StandardCharsets.UTF_8));
        });

        RawResponse answer = client.send("POST", url("/no"), Map.of(), new byte[] {1});

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).isEqualTo("why");
        assertThat(visits).hasValue(1);
    }

    @Test
    void readsAnAnswerInChunks() throws IOException {
        serve("/chunks", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 1000; i++) {
                    out.write(new byte[100]);
                    out.flush();
                }
            }
        });

        assertThat(get("/chunks").body()).hasSize(100_000);
    }

    @Test
    @Timeout(20)
    void waitsForNoAnswerThatComesByteByByte() {
        serve("/drips", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (!end.await(20, TimeUnit.MILLISECONDS)) {
                    out.write('x');
                    out.flush();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });

        assertThatIOException().isThrownBy(() -> hasty().send("GET", url("/drips"), Map.of(), new byte[0]));
    }

    @Test
    @Timeout(20)
    void sendsWhereTheJvmsProxyIs() throws IOException {
        serve(
                "/",
                exchange -> answer(
                        exchange, 200, exchange.getRequestURI().toString().getBytes(StandardCharsets.UTF_8)));
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(server.getAddress()));
        try {
            RawResponse answer = client.send("GET", URI.create("http://cloud.test/v3"), Map.of(), new byte[0]);

            assertThat(answer.text()).isEqualTo("http://cloud.test/v3");
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void sendsNothingASecondTimeWhenTheConnectionBreaks() {
        AtomicInteger visits = new AtomicInteger();
        serve("/breaks", exchange -> {
            visits.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            throw new IOException("the server goes away");
        });

        assertThatIOException().isThrownBy(() -> client.send("POST", url("/breaks"), Map.of(), new byte[] {1}));
        assertThat(visits).hasValue(1);
    }

    @Test
    void readsAMebibyteButNotOneByteMore() throws IOException {
        serve("/most", exchange -> answer(exchange, 200, new byte[MIB]));
        serve("/more", exchange -> answer(exchange, 200, new byte[MIB + 1]));

        assertThat(get("/most").body()).hasSize(MIB);
        assertThatIOException().isThrownBy(() -> get("/more")).withMessageContaining("1 MiB");
    }

    @Test
    void stopsReadingAnAnswerWithoutEnd() {
        AtomicInteger chunks = new AtomicInteger();
        serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (chunks.incrementAndGet() < 10_000) {
                    out.write(new byte[64 * 1024]);
                }
            }
        });

        assertThatIOException().isThrownBy(() -> get("/endless")).withMessageContaining("1 MiB");
        assertThat(chunks.get()).isLessThan(10_000);
    }

    @Test
    @Timeout(20)
    void waitsForNoAnswerThatDoesNotBegin() {
        serve("/silent", exchange -> waitForTheEnd());

        assertThatIOException().isThrownBy(() -> hasty().send("GET", url("/silent"), Map.of(), new byte[0]));
    }

    @Test
    @Timeout(20)
    void waitsForNoAnswerThatDoesNotEnd() {
        serve("/stalls", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            waitForTheEnd();
        });

        assertThatIOException().isThrownBy(() -> hasty().send("GET", url("/stalls"), Map.of(), new byte[0]));
    }

    @Test
    void reportsAServerThatIsNotThere() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + port + "/");

        assertThatIOException().isThrownBy(() -> client.send("GET", nobody, Map.of(), new byte[0]));
    }

    @Test
    void reportsAConnectionThatBreaks() {
        serve("/breaks", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            throw new IOException("the server goes away");
        });

        assertThatIOException().isThrownBy(() -> get("/breaks"));
    }

    private static LeanHttpClient hasty() {
        return new LeanHttpClient(Duration.ofMillis(300));
    }

    private void waitForTheEnd() throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private RawResponse get(String path) throws IOException {
        return client.send("GET", url(path), Map.of(), new byte[0]);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
