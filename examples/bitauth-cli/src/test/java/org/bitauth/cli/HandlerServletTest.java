package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The servlet of bitauth-core in a real container, asked with bytes that no client library would send. */
@SuppressWarnings("NullAway.Init")
class HandlerServletTest {
    private final BlockingQueue<RawRequest> seen = new LinkedBlockingQueue<>();
    private JettyServer server;

    @BeforeEach
    void start() throws Exception {
        HttpHandler handler = new HttpHandler() {
            @Override
            public RawResponse handle(RawRequest request) {
                seen.add(request);
                return RawResponse.of(200, "text/plain", "length " + request.body().length)
                        .with("X-Answer", "yes");
            }

            @Override
            public int maxBodyBytes() {
                return 1000;
            }
        };
        server = new JettyServer(Optional.empty(), 0, url -> Map.of("/face/*", handler));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void handsOverTheTargetAsItCame() throws IOException {
        ask("GET /face/a%20b;c?x={1|2}&y=%7e&nocatalog HTTP/1.1");

        RawRequest request = seen.remove();
        assertThat(request.target()).isEqualTo("/face/a%20b;c?x={1|2}&y=%7e&nocatalog");
        assertThat(request.path()).isEqualTo("/a%20b;c");
        assertThat(request.hasQuery("nocatalog")).isTrue();
        assertThat(request.hasQuery("y")).isTrue();
        assertThat(request.hasQuery("no")).isFalse();
    }

    @Test
    void handsOverRepeatedHeaders() throws IOException {
        ask("GET /face/ HTTP/1.1", "X-Auth-Token: a", "x-auth-token: b");

        RawRequest request = seen.remove();
        assertThat(request.headers("X-Auth-Token")).containsExactly("a", "b");
        assertThat(request.header("X-Auth-Token")).isEmpty();
    }

    @Test
    void tellsTheAddressOfTheConnectionAndBelievesNoHeader() throws IOException {
        ask(
                "GET /face/ HTTP/1.1",
                "X-Forwarded-For: 203.0.113.7",
                "Forwarded: for=203.0.113.7",
                "X-Real-IP: 203.0.113.7");

        assertThat(seen.remove().sender()).contains("127.0.0.1");
    }

    @Test
    void readsOneByteMoreThanTheCapAndNoMore() throws IOException {
        String body = "x".repeat(5000);

        assertThat(ask("POST /face/ HTTP/1.1", "Content-Length: 5000", "", body))
                .contains("length 1001");
    }

    @Test
    void readsChunkedBodies() throws IOException {
        String answer =
                ask("POST /face/ HTTP/1.1", "Transfer-Encoding: chunked", "", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

        assertThat(answer).contains("length 5").contains("X-Answer: yes");
        assertThat(seen.remove().body()).asString(StandardCharsets.US_ASCII).isEqualTo("abcde");
    }

    @Test
    void sendsNoBodyForHead() throws IOException {
        assertThat(ask("HEAD /face/ HTTP/1.1")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }

    @Test
    void showsNoStackTraceForARequestThatIsNone() throws IOException {
        assertThat(ask("GET /face/%zz HTTP/1.1")).startsWith("HTTP/1.1 400").doesNotContain("\tat ");
        assertThat(ask("GET /face/ HTTP/1.1")).startsWith("HTTP/1.1 200");
    }

    private String ask(String requestLine, String... lines) throws IOException {
        URI url = server.url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            StringBuilder request =
                    new StringBuilder(requestLine).append("\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
            boolean bodySeen = false;
            for (String line : lines) {
                bodySeen |= line.isEmpty();
                request.append(line).append(bodySeen && !line.isEmpty() ? "" : "\r\n");
            }
            request.append(bodySeen ? "" : "\r\n");
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
