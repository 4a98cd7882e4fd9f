package org.bitauth.keystone.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/** A TLS certificate for 127.0.0.1, of an authority made for one test. Everything lies in a folder of the test. */
public final class ServerCertificate {
    /** The password of the key store and the trust store; the files are in a private folder. */
    public static final String PASSWORD = "changeit";

    private final Path folder;

    private ServerCertificate(Path folder) {
        this.folder = folder;
    }

    /** Goes on only if openssl is on this machine. */
    public static void requirePrograms() {
        Peers.requirePrograms("openssl");
    }

    /**
     * Makes authority, key and certificate, good for two days.
     *
     * @param folder an existing folder
     * @return the certificate
     * @throws IOException if openssl refuses
     */
    public static ServerCertificate make(Path folder) throws IOException {
        ServerCertificate made = new ServerCertificate(folder);
        String key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ";
        made.openssl("req -x509 " + key + "ca.key -out ca.pem -days 2 -subj /CN=test-authority");
        made.openssl("req " + key + "server.key -out server.csr -subj /CN=localhost"
                + " -addext subjectAltName=IP:127.0.0.1,DNS:localhost -addext extendedKeyUsage=serverAuth");
        made.openssl("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -days 2 -copy_extensions copy -out server.pem");
        made.openssl("pkcs12 -export -in server.pem -inkey server.key -out server.p12 -passout pass:" + PASSWORD);
        made.writeTrustStore();
        return made;
    }

    /**
     * The authority's certificate.
     *
     * @return a PEM file
     */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /**
     * A store that trusts the authority and nobody else, for a Java program of its own process.
     *
     * @return a PKCS #12 file
     */
    public Path trustStore() {
        return folder.resolve("trust.p12");
    }

    /**
     * The pin of the server's public key.
     *
     * @return base64 of the SHA-256 of its SubjectPublicKeyInfo
     * @throws IOException if the certificate cannot be read
     */
    public String pin() throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve("server.pem"))) {
            byte[] key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey()
                    .getEncoded();
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /**
     * TLS that shows this certificate, and trusts this authority alone.
     *
     * @return for servers and clients
     * @throws IOException if the files cannot be read
     */
    public SSLContext tls() throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(folder.resolve("server.p12")), PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(trustStore()));
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private void writeTrustStore() throws IOException {
        try (InputStream in = Files.newInputStream(authority());
                var out = Files.newOutputStream(trustStore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
            store.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private void openssl(String arguments) throws IOException {
        Programs.Result result =
                Programs.run(Map.of(), "sh", "-c", "cd \"$1\" && openssl " + arguments, "sh", folder.toString());
        if (result.exitCode() != 0) {
            throw new IOException("openssl must end with 0: " + result.output());
        }
    }
}
