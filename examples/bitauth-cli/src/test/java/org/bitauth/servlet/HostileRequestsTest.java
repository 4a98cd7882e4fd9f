package org.bitauth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bitauth.http.RequestVerifier;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile v1 requests, as raw bytes to a real container: each gets what a safe server must do, and none a 500. */
@SuppressWarnings("NullAway.Init")
class HostileRequestsTest {
    private static final int CASES = 37;

    /** What v1 cannot tell, since neither a time nor a boundary is signed; docs/protocol.md says so. */
    private static final Map<String, Integer> V1_CANNOT_TELL = Map.of(
            "replay of the same", 200,
            "...same signature as GET /ab", 200);

    private static FilterServer direct;
    private static FilterServer behindTls;

    @BeforeAll
    static void start() throws Exception {
        direct = server("http://127.0.0.1:3000");
        behindTls = server("https://127.0.0.1:3000");
    }

    @AfterAll
    static void stop() {
        direct.close();
        behindTls.close();
    }

    @Test
    void readsAllCases() throws IOException {
        assertThat(cases()).hasSize(CASES);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsASafeServerMust(JsonNode request) throws IOException {
        String name = request.path("name").asText();
        // The proxy ends TLS: the service is configured with the https URL that clients sign.
        boolean https = name.contains("X-Forwarded-Proto: https");

        int status = send(https ? behindTls : direct, request);

        if (V1_CANNOT_TELL.containsKey(name)) {
            assertThat(status).isEqualTo(V1_CANNOT_TELL.get(name));
        } else if (request.path("must").asText().startsWith("accept")) {
            assertThat(status).isEqualTo(200);
        } else {
            assertThat(status).isBetween(400, 401);
        }
    }

    static List<JsonNode> cases() throws IOException {
        Path file = Path.of(
                System.getProperty("bitauth.root", "../.."),
                "bitauth-core/src/test/resources/vectors/bitauth-http-cases.json");
        List<JsonNode> cases = new ArrayList<>();
        new ObjectMapper().readTree(file.toFile()).path("cases").forEach(cases::add);
        return cases;
    }

    private static FilterServer server(String publicUrl) throws Exception {
        return new FilterServer(
                any -> RequestVerifier.builder(URI.create(publicUrl), new InMemoryReplayGuard())
                        .acceptV1("GET", "POST")
                        .build(),
                false,
                new EchoServlet());
    }

    private static int send(FilterServer server, JsonNode request) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes((request.path("requestLine").asText() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        for (JsonNode header : request.path("headers")) {
            head.writeBytes((header.asText() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        head.writeBytes("Connection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            out.write(head.toByteArray());
            if (request.has("chunksHex")) {
                for (JsonNode chunk : request.path("chunksHex")) {
                    out.write(HexFormat.of().parseHex(chunk.asText()));
                    out.flush();
                }
            } else {
                out.write(HexFormat.of().parseHex(request.path("bodyHex").asText()));
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }
}
