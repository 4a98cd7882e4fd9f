package org.bitauth.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bitauth.keystone.lab.ServerCertificate;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/** A real nginx that ends TLS on a free loopback port, in front of a server that has a port of its own. */
final class NginxFront implements AutoCloseable {
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
                listen 127.0.0.1:OUTER ssl;
                ssl_certificate FOLDER/server.pem; ssl_certificate_key FOLDER/server.key;
                location / { proxy_pass http://127.0.0.1:INNER; proxy_set_header Host $http_host; }
              }
            }
            """;

    private final int outer = freePort();
    private final int inner = freePort();
    private final ServerCertificate certificate;
    private final Path log;
    private final Process nginx;

    /** Starts it; the files are in a folder of its own. */
    NginxFront(Path folder) throws IOException, InterruptedException {
        Peers.requirePrograms("nginx");
        ServerCertificate.requirePrograms();
        certificate = ServerCertificate.make(folder);
        Path config = Files.writeString(
                folder.resolve("nginx.conf"),
                CONFIG.replace("FOLDER", folder.toString())
                        .replace("OUTER", "" + outer)
                        .replace("INNER", "" + inner));
        log = folder.resolve("nginx.log");
        nginx = new ProcessBuilder(Programs.find("nginx").orElseThrow().toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitPort();
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + outer);
    }

    /** Where the server behind it has to listen. */
    int inner() {
        return inner;
    }

    /** What makes a JVM trust it. */
    String trust() {
        return "-Djavax.net.ssl.trustStore=" + certificate.trustStore() + " -Djavax.net.ssl.trustStorePassword="
                + ServerCertificate.PASSWORD;
    }

    @Override
    public void close() {
        nginx.destroy();
        nginx.onExit().join();
    }

    private void awaitPort() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), outer).close();
                return;
            } catch (IOException e) {
                if (nginx.waitFor(10, TimeUnit.MILLISECONDS)) {
                    throw new IOException("nginx ended: " + Files.readString(log), e);
                }
            }
        }
        throw new IOException("nginx does not answer: " + Files.readString(log));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
