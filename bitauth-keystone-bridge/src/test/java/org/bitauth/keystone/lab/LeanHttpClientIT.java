package org.bitauth.keystone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.bitauth.http.LeanHttpClient;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client on sockets at a server behind TLS: whom it trusts. */
@SuppressWarnings("NullAway.Init")
class LeanHttpClientIT {
    @TempDir
    private Path folder;

    private final LeanHttpClient client = new LeanHttpClient();
    private ServerCertificate certificate;
    private TlsServer server;
    private SSLContext before;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        ServerCertificate.requirePrograms();
        certificate = ServerCertificate.make(folder);
        server = new TlsServer(certificate);
        server.serve(request -> RawResponse.of(
                201, "text/plain", request.method() + " " + new String(request.body(), StandardCharsets.UTF_8)));
        before = SSLContext.getDefault();
    }

    @AfterEach
    void stop() {
        SSLContext.setDefault(before);
        server.close();
    }

    @Test
    void sendsToAServerWhoseAuthorityTheJvmTrusts() throws IOException, GeneralSecurityException {
        SSLContext.setDefault(certificate.tls());

        RawResponse answer = post(server.url());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEqualTo("POST secret");
        assertThat(post(URI.create(server.url().toString().replace("127.0.0.1", "localhost")))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void sendsNothingToAServerWhoseAuthorityNobodyTrusts() {
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> post(server.url()));
        assertThat(server.targets()).isEmpty();
    }

    @Test
    void sendsNothingToAServerOfAnotherName() throws IOException, GeneralSecurityException {
        SSLContext.setDefault(certificate.tls());
        InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        HttpsServer impostor = HttpsServer.create(new InetSocketAddress(other, 0), 0);
        impostor.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
        impostor.start();
        try {
            URI url = URI.create("https://127.0.0.2:" + impostor.getAddress().getPort());

            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(() -> post(url))
                    .withMessageContaining("127.0.0.2");
        } finally {
            impostor.stop(0);
        }
    }

    private RawResponse post(URI url) throws IOException {
        return client.send("POST", url, Map.of(), "secret".getBytes(StandardCharsets.UTF_8));
    }
}
