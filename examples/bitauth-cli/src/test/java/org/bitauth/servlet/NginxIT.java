package org.bitauth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bitauth.BitauthKey;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.SigningHttpClient;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx ends TLS and strips a prefix; what the client signed is what the service is configured to be. */
@SuppressWarnings("NullAway.Init")
class NginxIT {
    private static final String CONFIG = """
            daemon off;
            pid FOLDER/nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy; fastcgi_temp_path FOLDER/fastcgi;
              uwsgi_temp_path FOLDER/uwsgi; scgi_temp_path FOLDER/scgi;
              server {
                listen 127.0.0.1:PORT ssl;
                ssl_certificate FOLDER/cert.pem; ssl_certificate_key FOLDER/key.pem;
                location /api/ { proxy_pass UPSTREAM/; proxy_set_header Host $http_host; }
              }
            }
            """;

    @TempDir
    private Path folder;

    private final BitauthKey key = BitauthKey.generate();
    private FilterServer service;
    private Process nginx;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        Peers.requirePrograms("nginx", "openssl");
        int port = freePort();
        url = URI.create("https://127.0.0.1:" + port + "/api");
        service = new FilterServer(
                inner -> RequestVerifier.builder(url, new InMemoryReplayGuard()).build(), false, new EchoServlet());
        Programs.Result made = Programs.run(
                Map.of(),
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "1",
                "-subj",
                "/CN=nginx",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                folder + "/key.pem",
                "-out",
                folder + "/cert.pem");
        assertThat(made.exitCode()).as(made.output()).isZero();
        Path config = Files.writeString(
                folder.resolve("nginx.conf"),
                CONFIG.replace("FOLDER", folder.toString())
                        .replace("PORT", "" + port)
                        .replace("UPSTREAM", service.url().toString()));
        Path log = folder.resolve("log");
        nginx = new ProcessBuilder(Programs.find("nginx").orElseThrow().toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitPort(port, log);
    }

    @AfterEach
    void stop() {
        if (nginx != null) {
            nginx.destroy();
            nginx.onExit().join();
            service.close();
        }
    }

    @Test
    void verifiesWhatWasSignedForThePublicUrl() throws Exception {
        HttpResponse<String> answer = send(url + "/things?a=%2F");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith(key.sin().value());
    }

    @Test
    void refusesWhatWasSignedForTheInnerUrl() throws Exception {
        HttpRequest inner = HttpRequest.newBuilder(service.url()).build();

        HttpResponse<String> answer = client().send(inner, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> send(String target) throws Exception {
        return client().send(HttpRequest.newBuilder(URI.create(target)).build(), BodyHandlers.ofString());
    }

    private SigningHttpClient client() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(folder.resolve("cert.pem"))) {
            trusted.setCertificateEntry(
                    "nginx", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return SigningHttpClient.of(HttpClient.newBuilder().sslContext(tls).build(), RequestSigner.of(key));
    }

    private void awaitPort(int port, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (System.nanoTime() < end) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (nginx.waitFor(10, TimeUnit.MILLISECONDS)) {
                    throw new IOException("nginx ended: " + Files.readString(log), e);
                }
            }
        }
        throw new IOException("nginx does not answer: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
