package org.bitauth.keystone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.bitauth.keystone.DemoCloud.ALICE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.ScopeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clouds that answer what no identity service does: each answer is a refusal, and the documented exception. */
@Timeout(60)
class BrokenCloudTest {
    private static final String ISSUED = "\"issued_at\":\"2026-11-22T10:00:00.000000Z\"";
    private static final String EXPIRES = "\"expires_at\":\"2026-11-22T11:00:00.000000Z\"";
    private static final String GOOD = "{\"token\":{" + ISSUED + "," + EXPIRES + "}}";
    private static final String SECRET = "S3CRET";

    static Stream<Arguments> tokens() {
        return Stream.of(
                broken("no header", created(GOOD)),
                broken("an empty header", created(GOOD).with("X-Subject-Token", "")),
                broken("spaces in the header", granted(GOOD).with("X-Subject-Token", "a b")),
                broken("bytes in the header", granted(GOOD).with("X-Subject-Token", "t\u00e9")),
                broken("a long header", granted(GOOD).with("X-Subject-Token", "t".repeat(16_385))),
                broken("no body", RawResponse.of(201).with("X-Subject-Token", SECRET)),
                broken("no JSON", granted("<html>")),
                broken("half of it", granted(GOOD.substring(0, 40))),
                broken("more than it", granted(GOOD + "{}")),
                broken("a list", granted("[" + GOOD + "]")),
                broken("null", granted("null")),
                broken("a token that is a list", granted("{\"token\":[]}")),
                broken("a token that is text", granted("{\"token\":\"" + SECRET + "\"}")),
                broken("two tokens", granted("{\"token\":{},\"token\":{" + ISSUED + "," + EXPIRES + "}}")),
                broken("no dates", granted("{\"token\":{}}")),
                broken("no end", granted("{\"token\":{" + ISSUED + "}}")),
                broken("an end that is null", granted("{\"token\":{" + ISSUED + ",\"expires_at\":null}}")),
                broken("an end that is a number", granted("{\"token\":{" + ISSUED + ",\"expires_at\":1e999999999}}")),
                broken("an end that is an object", granted("{\"token\":{" + ISSUED + ",\"expires_at\":{}}}")),
                broken("an end that is no date", granted(GOOD.replace("11:00:00", "25:00:00"))),
                broken("an end without a zone", granted(GOOD.replace("11:00:00.000000Z", "11:00:00"))),
                broken("an end beyond time", granted(GOOD.replace("2026-11-22T11", "+1000000001-01-01T11"))),
                broken("deep JSON", granted("{\"token\":" + "[".repeat(100_000))),
                broken(
                        "another status",
                        RawResponse.of(200, "application/json", GOOD).with("X-Subject-Token", SECRET)),
                broken("no status of success", RawResponse.of(203, "application/json", GOOD)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void grantsNoTokenThatIsNone(String what, RawResponse last) throws IOException {
        try (HandlerServer server = new HandlerServer()) {
            DemoCloud cloud = DemoCloud.at(server.url().toString());
            server.serve(request -> server.requests.size() % 2 == 1 ? cloud.handler.handle(request) : last);
            KeystoneClient client = new KeystoneClient(server.url(), ALICE);

            assertRefused(client.current());
            assertThat(catchThrowableOfType(CloudException.class, client::token).getMessage())
                    .startsWith("REFUSED: " + last.status() + " ")
                    .endsWith("(unknown)")
                    .doesNotContain(SECRET);

            server.serve(cloud.handler);
            client.token();
            server.serve(request -> last);
            assertRefused(client.rescope(new ScopeRequest.Unscoped()));
        }
    }

    static Stream<String> lives() {
        return Stream.of(
                GOOD.replace(ISSUED + ",", ""),
                GOOD.replace(ISSUED, "\"issued_at\":null"),
                GOOD.replace(ISSUED, "\"issued_at\":5"),
                GOOD.replace(ISSUED, "\"issued_at\":\"today\""),
                GOOD.replace("11:00:00", "10:00:00"),
                GOOD.replace("11:00:00", "09:00:00"));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void keepsNoTokenThatDoesNotSayHowLongItLives(String last) throws IOException {
        try (HandlerServer server = new HandlerServer()) {
            DemoCloud cloud = DemoCloud.at(server.url().toString());
            server.serve(request -> server.requests.size() % 2 == 1 ? cloud.handler.handle(request) : granted(last));
            KeystoneClient client = new KeystoneClient(server.url(), ALICE);

            assertRefused(client.current());
            assertThat(catchThrowableOfType(CloudException.class, client::token).detail())
                    .isEqualTo("token must have issued_at before expires_at");
            assertThat(client.login(new ScopeRequest.CloudDefault()).accepted()).isPresent();
        }
    }

    @Test
    void isAskedForNothingWithoutAToken() throws IOException {
        try (HandlerServer server = new HandlerServer()) {
            DemoCloud cloud = DemoCloud.at(server.url().toString());
            server.serve(request -> server.requests.size() % 2 == 1 ? cloud.handler.handle(request) : created(GOOD));
            KeystoneClient client = new KeystoneClient(server.url(), ALICE);

            assertRefused(client.catalog());
            assertRefused(client.projects());
            assertRefused(client.rescope(new ScopeRequest.Unscoped()));
            assertThat(catchThrowableOfType(CloudException.class, () -> client.endpoint("identity", "public")))
                    .isNotNull();
            assertThat(server.requests).hasSize(8).allSatisfy(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(new String(request.body(), StandardCharsets.UTF_8)).contains("\"bitauth\"");
            });
        }
    }

    @Test
    void takesADateFarAway() throws IOException {
        try (HandlerServer server = new HandlerServer()) {
            DemoCloud cloud = DemoCloud.at(server.url().toString());
            server.serve(request -> server.requests.size() == 1
                    ? cloud.handler.handle(request)
                    : granted(GOOD.replace("2026-11-22T11", "+999999999-12-31T11")));
            KeystoneClient client = new KeystoneClient(server.url(), ALICE);

            assertThat(client.token()).isEqualTo(SECRET);
            assertThat(client.token()).isEqualTo(SECRET);
            assertThat(server.requests).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"req-\u00e9", "a b", ""})
    void logsNoRequestIdThatIsNone(String id) throws IOException {
        try (HandlerServer server = new HandlerServer()) {
            server.serve(request -> RawResponse.of(500).with("X-Openstack-Request-Id", id));

            assertThat(new KeystoneClient(server.url(), ALICE)
                            .current()
                            .rejected()
                            .orElseThrow()
                            .requestId())
                    .isEqualTo("unknown");
        }
    }

    static List<String> wires() {
        return List.of(
                "",
                "\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 99 Low\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 -01 Negative\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 1000 Long\r\nContent-Length: 0\r\n\r\n",
                "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 401 No\r\nContent-Length: five\r\n\r\n",
                "HTTP/1.1 401 No\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 401 No\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "HTTP/1.1 401 No\r\nContent-Length: 50\r\n\r\nhello",
                "HTTP/1.1 401 No\r\nno colon\r\n\r\n",
                "HTTP/1.1 401 No\r\n: nameless\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nX y: z\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nX: \u0000\u0001\u007f\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nX: a\rb\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nWWW-Authenticate: \r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                "HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: ::\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 204 None\r\nContent-Length: 5\r\n\r\nhello");
    }

    @ParameterizedTest(name = "[{index}]")
    @MethodSource("wires")
    void refusesWhatIsNoAnswer(String wire) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            new Thread(() -> answer(server, wire)).start();
            KeystoneClient client =
                    new KeystoneClient(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v3"), ALICE);

            assertThat(client.current().rejected()).isPresent();
            assertThat(client.revoke(SECRET).rejected()).isPresent();
        }
    }

    /** The same to everybody, until the socket is closed. */
    private static void answer(ServerSocket server, String wire) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().skipNBytes(1);
                socket.getOutputStream().write(wire.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                // What is unread when a socket is closed takes the answer away; the JDK's client may keep it open.
                socket.setSoTimeout(200);
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The next one.
            }
        }
    }

    private static void assertRefused(Outcome<?, ClientRejection> outcome) {
        Outcome.Rejected<?, ClientRejection> no = outcome.rejected().orElseThrow();
        assertThat(no.reason()).as(no.detail()).isEqualTo(ClientRejection.REFUSED);
        assertThat(no.detail()).doesNotContain(SECRET);
    }

    private static RawResponse created(String body) {
        return RawResponse.of(201, "application/json", body);
    }

    private static RawResponse granted(String body) {
        return created(body).with("X-Subject-Token", SECRET);
    }

    private static Arguments broken(String what, RawResponse answer) {
        return Arguments.of(what, answer);
    }
}
