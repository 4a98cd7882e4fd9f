package org.bitauth.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.lab.ServerCertificate;
import org.bitauth.keystone.lab.TlsServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a server with TLS, each by a real process. */
@SuppressWarnings("NullAway.Init")
@Timeout(120)
class ExchangeProgramTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    @AutoClose
    private TlsServer server;

    private Map<String, String> trust;

    @BeforeEach
    void start() throws IOException {
        ServerCertificate.requirePrograms();
        ServerCertificate certificate = ServerCertificate.make(folder);
        server = new TlsServer(certificate);
        trust = Map.of(
                "javax.net.ssl.trustStore",
                certificate.trustStore().toString(),
                "javax.net.ssl.trustStorePassword",
                ServerCertificate.PASSWORD);
    }

    @Test
    void sendsMethodHeadersAndBodyAndReadsTheAnswer() throws IOException {
        server.serve(request -> RawResponse.of(
                        418,
                        "text/plain",
                        request.method() + " " + request.path() + " "
                                + request.header("X-Name").orElse("none") + " "
                                + new String(request.body(), StandardCharsets.UTF_8))
                .with("X-Answer", "yes"));

        RawResponse answer = client(trust)
                .send("POST", url("/echo"), Map.of("X-Name", "value"), "body".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.header("x-answer")).contains("yes");
        assertThat(answer.text()).isEqualTo("POST /echo value body");
        assertThat(server.targets()).hasSize(1);
    }

    @Test
    void refusesAServerThatNobodyVouchesFor() {
        assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> get(client(Map.of()), url("/")));
        assertThat(server.targets()).isEmpty();
    }

    @Test
    void followsNoRedirect() throws IOException {
        server.serve(
                request -> RawResponse.of(307).with("Location", url("/target").toString()));

        assertThat(get(client(trust), url("/from")).status()).isEqualTo(307);
        assertThat(server.targets()).containsExactly("/from");
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 18, MIB, MIB + 1})
    void refusesAnAnswerThatIsTooLong(int length) {
        server.serve(request -> RawResponse.of(200, new byte[length]));

        assertThatIOException()
                .isThrownBy(() -> get(client(trust), url("/long")))
                .withMessageContaining("at most");
        assertThat(server.targets()).hasSize(1);
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI nobody = URI.create("https://127.0.0.1:" + port + "/");

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> get(client(trust), nobody));
    }

    @Test
    void refusesARequestThatIsNone() {
        assertThatIOException().isThrownBy(() -> client(trust).send("NO\nVERB", url("/"), Map.of(), new byte[0]));
        assertThat(server.targets()).isEmpty();
    }

    private static SeparateHttpClient client(Map<String, String> settings) {
        return new SeparateHttpClient(SeparateHttpClient.javaCommand(), settings, Duration.ofSeconds(60));
    }

    private static RawResponse get(SeparateHttpClient client, URI url) throws IOException {
        return client.send("GET", url, Map.of(), new byte[0]);
    }

    private URI url(String path) {
        return server.url().resolve(path);
    }
}
