package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawResponse;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.InMemoryKrlStore;
import org.bitauth.ssh.KrlSigner;
import org.bitauth.ssh.KrlStore;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.Revocation;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.http.SshHandler;
import org.bitauth.ssh.lab.WebServer;

/** An instance's script that fetches the list of revoked keys, its files, and the server that it asks, with TLS. */
final class FetchingInstance implements AutoCloseable {
    static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    final Path folder;
    final WebServer server;
    final InstanceScript script;
    final Path krl;
    final Path signers;
    final KrlStore store = new InMemoryKrlStore(InstantSource.system());
    final KrlSigner signer = new KrlSigner(SshKeyPair.generate());

    FetchingInstance(Path folder) throws IOException {
        Peers.requirePrograms("curl", "ssh-keygen", "openssl");
        this.folder = folder;
        server = WebServer.https(folder);
        script = new InstanceScript(SystemdUnit.KRL, folder).with("CURL_CA_BUNDLE", folder.resolve("server.pem"));
        Path ssh = Files.createDirectory(folder.resolve("ssh"));
        krl = Files.createFile(ssh.resolve("krl"));
        signers = ssh.resolve("signers");
        store.revoke(new Revocation.Identity(InstanceRoot.BOB));
        serve(list(), signature());
    }

    @Override
    public void close() {
        server.close();
    }

    void serveAsACloudDoes() {
        SshCertificateAuthority authority = SshCertificateAuthority.builder(
                        server.url(), request -> LoginDecision.allow(), CaSigner.of(SshKeyPair.generate()))
                .revocations(store)
                .build();
        server.serve(SshHandler.builder(authority).krlSigner(signer).build());
    }

    byte[] list() {
        return store.current().toBytes();
    }

    String signature() {
        return signer.sign(store.current());
    }

    void trust(KrlSigner other) throws IOException {
        Files.writeString(
                signers,
                "bitauth-krl namespaces=\"bitauth-krl\" " + other.publicKey().line() + "\n");
    }

    void serve(byte[] list, String signature) {
        server.serve(handler(list, signature));
    }

    static HttpHandler handler(byte[] list, String signature) {
        return request -> switch (request.path()) {
            case "/krl" -> RawResponse.of(200, list);
            case "/krl.sig" -> RawResponse.of(200, "text/plain", signature);
            default -> RawResponse.of(404);
        };
    }

    byte[] numbered(String number) throws IOException {
        Path key = Files.writeString(folder.resolve("revoked.pub"), InstanceRoot.CA.line() + "\n");
        Path file = folder.resolve("numbered");
        keygen("-k", "-q", "-f", file, "-z", number, key);
        return Files.readAllBytes(file);
    }

    static void keygen(Object... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "ssh-keygen";
        for (int i = 0; i < arguments.length; i++) {
            command[i + 1] = arguments[i].toString();
        }
        Programs.Result result = Programs.run(Map.of(), command);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    Programs.Result fetch() {
        return run(server.url());
    }

    Programs.Result run(URI url) {
        return script.run(url.toString().replaceAll("/$", ""), krl, signers);
    }

    void assertRefused(String message) throws IOException {
        assertRefused(server.url(), message, new byte[0]);
    }

    /** The old list stays byte for byte, nothing lies beside it, and the message and the code say so. */
    void assertRefused(URI url, String message, byte[] old) throws IOException {
        Files.write(krl, old);

        Programs.Result result = run(url);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains(message).contains("; the installed list stays, its age is ");
        assertThat(krl).hasBinaryContent(old);
        assertThat(krl.getParent()).isDirectoryNotContaining("glob:**/.bitauth*");
    }
}
