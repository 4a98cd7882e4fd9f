package org.bitauth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.bitauth.BitauthKey;
import org.bitauth.StoreException;
import org.bitauth.http.OutgoingRequest;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.SigningHttpClient;
import org.bitauth.http.V1RequestSigner;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway.Init")
class BitauthFilterTest {
    private static final int CAP = 200_000;

    private final BitauthKey key = BitauthKey.generate();
    private FilterServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void letsASignedRequestPassByEitherVersionOfHttp(HttpClient.Version version) throws Exception {
        start(false);
        SigningHttpClient client = client(version);

        client.send(get("/"), BodyHandlers.ofString());
        HttpResponse<String> answer = client.send(post("/x?y={z|}", "x".repeat(100_000)), BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String protocol = version == HttpClient.Version.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1";
        assertThat(answer.body()).isEqualTo(key.sin() + " " + key.sin() + " BITAUTH V2 " + protocol + " length 100000");
    }

    @Test
    void answersTheDemandForANonceThatFollowsAStart() throws Exception {
        start(false);

        HttpResponse<String> unsigned = HttpClient.newHttpClient().send(get("/"), BodyHandlers.ofString());
        HttpResponse<String> signed = client(HttpClient.Version.HTTP_1_1).send(get("/"), BodyHandlers.ofString());

        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(unsigned.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bitauth realm=\"" + server.url() + "\", version=\"2\", error=\"missing\"");
        assertThat(signed.statusCode()).isEqualTo(200);
    }

    @Test
    void handsTheBodyOverInEveryWay() throws Exception {
        start(false);
        SigningHttpClient client = client(HttpClient.Version.HTTP_1_1);

        assertThat(client.send(post("/async", "abc"), BodyHandlers.ofString()).body())
                .endsWith("async length 3");
        assertThat(client.send(get("/async"), BodyHandlers.ofString()).body()).endsWith("async length 0");
        assertThat(client.send(post("/reader", "zeile \u20ac"), BodyHandlers.ofString())
                        .body())
                .endsWith("zeile \u20ac");
        HttpRequest form = HttpRequest.newBuilder(post("/form?a=1&q=2", "a=%C3%A9&b=+x&b="), (name, value) -> true)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build();
        assertThat(client.send(form, BodyHandlers.ofString()).body()).endsWith("{a=[1, \u00e9], b=[ x, ], q=[2]} 1");
    }

    @Test
    void verifiesACompressedBodyAsItIsOnTheWire() throws Exception {
        start(false);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("x".repeat(10_000).getBytes(StandardCharsets.US_ASCII));
        }
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve("/"))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(zipped.toByteArray()))
                .build();

        assertThat(client(HttpClient.Version.HTTP_1_1)
                        .send(request, BodyHandlers.ofString())
                        .body())
                .endsWith("length " + zipped.size());
    }

    @Test
    void refusesABodyOverTheCapWithoutReadingItAll() throws Exception {
        start(false);
        SigningHttpClient client = client(HttpClient.Version.HTTP_1_1);
        client.send(get("/"), BodyHandlers.ofString());

        assertThat(client.send(post("/", "x".repeat(CAP)), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.send(post("/", "x".repeat(CAP + 1)), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void takesARequestOnce() throws Exception {
        start(verifier(old(new InMemoryReplayGuard())), false);
        String url = server.url() + "/once";
        StringBuilder request = new StringBuilder(
                "GET /once HTTP/1.1\r\nHost: " + server.url().getAuthority() + "\r\nConnection: close\r\n");
        RequestSigner.of(key)
                .sign(OutgoingRequest.of("GET", url, new byte[0]))
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));

        assertThat(raw(request + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains(key.sin().value());
        assertThat(raw(request + "\r\n")).startsWith("HTTP/1.1 401").contains("\"reason\":\"replay\"");
    }

    @Test
    void answers503WhileTheStoreIsDown() throws Exception {
        ReplayGuard down = new ReplayGuard() {
            @Override
            public boolean claim(String nonce, Instant until) {
                throw new StoreException("down");
            }

            @Override
            public Instant rememberingSince() {
                throw new StoreException("down");
            }
        };
        start(verifier(down), false);

        HttpResponse<String> answer = client(HttpClient.Version.HTTP_1_1).send(get("/"), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("down");
    }

    @Test
    void answers503WhenTheStoreGoesDownBetweenDecisionAndAnswer() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ReplayGuard leaving = new ReplayGuard() {
            @Override
            public boolean claim(String nonce, Instant until) {
                return true;
            }

            @Override
            public Instant rememberingSince() {
                if (asked.incrementAndGet() > 1) {
                    throw new StoreException("gone");
                }
                return InstantSource.system().instant(); // young, so that a nonce is demanded
            }
        };
        start(verifier(leaving), false);

        assertThat(client(HttpClient.Version.HTTP_1_1)
                        .send(get("/"), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void letsAnonymousRequestsPassOnlyWhereItMay() throws Exception {
        start(verifier(new InMemoryReplayGuard()), true);
        HttpClient plain = HttpClient.newHttpClient();

        assertThat(plain.send(post("/", "abc"), BodyHandlers.ofString()).body())
                .startsWith("nobody null null - ")
                .endsWith("length 3");
        HttpRequest broken = HttpRequest.newBuilder(server.url())
                .header("Signature", "bitauth=:x:")
                .build();
        assertThat(plain.send(broken, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }

    @Test
    void takesV1OnlyWhereItIsSwitchedOn() throws Exception {
        start(false);
        assertThat(v1("GET").statusCode()).isEqualTo(401);
        server.close();

        start(
                url -> RequestVerifier.builder(url, new InMemoryReplayGuard())
                        .acceptV1("GET", "HEAD")
                        .build(),
                false);
        assertThat(v1("GET").body()).startsWith(key.sin() + " " + key.sin() + " BITAUTH V1 ");
        assertThat(v1("DELETE").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> v1(String method) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.url().resolve("/v1")).method(method, HttpRequest.BodyPublishers.noBody());
        V1RequestSigner.of(key)
                .sign(OutgoingRequest.of(method, server.url() + "/v1", new byte[0]))
                .forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    /** A guard that has been there for a while, so that no nonce is demanded. */
    private static ReplayGuard old(ReplayGuard guard) {
        return new ReplayGuard() {
            @Override
            public boolean claim(String nonce, Instant until) {
                return guard.claim(nonce, until);
            }

            @Override
            public Instant rememberingSince() {
                return Instant.EPOCH;
            }
        };
    }

    private void start(boolean anonymousMayPass) throws Exception {
        start(verifier(new InMemoryReplayGuard()), anonymousMayPass);
    }

    private void start(Function<URI, RequestVerifier> verifier, boolean anonymousMayPass) throws Exception {
        server = new FilterServer(verifier, anonymousMayPass, new EchoServlet());
    }

    private static Function<URI, RequestVerifier> verifier(ReplayGuard guard) {
        return url -> RequestVerifier.builder(url, guard).maxBodyBytes(CAP).build();
    }

    private SigningHttpClient client(HttpClient.Version version) {
        return SigningHttpClient.of(HttpClient.newBuilder().version(version).build(), RequestSigner.of(key));
    }

    private HttpRequest get(String target) {
        return HttpRequest.newBuilder(server.url().resolve(target)).build();
    }

    private HttpRequest post(String target, String body) {
        String encoded = target.replace("{", "%7B").replace("}", "%7D").replace("|", "%7C");
        return HttpRequest.newBuilder(server.url().resolve(encoded))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
