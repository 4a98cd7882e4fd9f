package org.bitauth.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bitauth.Sin;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.EnrolmentSecrets;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.InMemoryHostRegister;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.LoginPolicy;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.http.SshHandler;

/** A cloud with a user CA and a host CA on loopback; tests may let it say something else about its hosts. */
final class ZoneCloud implements AutoCloseable {
    static final String ZONE = "i.cloud.example";

    final StringWriter audit = new StringWriter();
    final SshKeyPair userKey = SshKeyPair.generate();
    final SshKeyPair hostKey = SshKeyPair.generate();
    private final HostCertificateAuthority hosts;
    private final Servers servers = new Servers();
    private final JettyServer server;
    private final Map<String, RawResponse> told = new ConcurrentHashMap<>();

    ZoneCloud(Set<Sin> allowed) throws Exception {
        InstantSource clock = InstantSource.system();
        AuditLog log = new AuditLog(new PrintWriter(audit, true));
        hosts = new HostCertificateAuthority(
                new HostZone(ZONE),
                CaSigner.of(hostKey),
                new InMemoryHostRegister(),
                EnrolmentSecrets.random(clock),
                clock,
                log);
        ServeConfig config = EmbeddedDefault.of(Files.createTempDirectory("zone-cloud"), allowed);
        Optional<IdentityStores> stores = IdentityStores.of(config, first -> first.members(allowed));
        stores.ifPresent(servers::add);
        LoginPolicy policy = request -> allowed.contains(request.sin())
                ? LoginDecision.allow()
                : LoginDecision.deny("This identity may not log in here.");
        server = servers.add(new JettyServer(Optional.empty(), 0, url -> {
            SshCertificateAuthority users = SshCertificateAuthority.builder(url, policy, CaSigner.of(userKey))
                    .listener(log)
                    .build();
            Map<String, HttpHandler> faces = Faces.of(config, stores, url, log);
            SshHandler handler = SshHandler.builder(users).hosts(hosts).build();
            faces.put("/v3/ssh/*", request -> {
                RawResponse answer = handler.handle(request);
                return told.getOrDefault(request.path(), answer);
            });
            return faces;
        }));
    }

    /** From now on this is what it says about its hosts. */
    void tell(int status, String knownHosts) {
        told.put("/known-hosts", RawResponse.of(status, "text/plain", knownHosts));
    }

    /** From now on this is the key that it says it signs users' certificates with. */
    void publish(SshPublicKey authority) {
        told.put("/ca", RawResponse.of(200, "text/plain", authority.line() + "\n"));
    }

    SshPublicKey userAuthority() {
        return userKey.publicKey();
    }

    SshPublicKey hostAuthority() {
        return hosts.trustedKeys().get(0);
    }

    SshCertificate certify(String instance, SshPublicKey key) {
        return hosts.issueForVendor(instance, key);
    }

    URI url() {
        return server.url();
    }

    @Override
    public void close() {
        servers.close();
    }
}
