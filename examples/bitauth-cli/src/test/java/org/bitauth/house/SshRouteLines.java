package org.bitauth.house;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.server.SshServer;
import org.bitauth.BitauthKey;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.mina.AuthorizedSins;
import org.bitauth.ssh.mina.NativeKeys;
import org.bitauth.ssh.self.SelfCertificates;

/** The lines of docs/ssh-routes.md, so that they compile; {@link DocumentsTest} compares them. */
final class SshRouteLines {
    private SshRouteLines() {}

    static SshCertificate self(BitauthKey key) {
        SelfCertificates certificates =
                new SelfCertificates(URI.create("https://cloud.example/v3"), key, InstantSource.system());
        SshCertificate certificate = certificates.issue(SshKeyPair.generate(), "debian", "web-1", Duration.ofHours(1));
        return certificate;
    }

    static void bitcoinKeys(SshServer server, SshClient client, ClientSession session, BitauthKey key)
            throws IOException {
        NativeKeys.install(server, new AuthorizedSins(Path.of("/etc/shop/authorized_sins")));

        NativeKeys.install(client);
        session.addPublicKeyIdentity(NativeKeys.keyPair(key));
    }
}
