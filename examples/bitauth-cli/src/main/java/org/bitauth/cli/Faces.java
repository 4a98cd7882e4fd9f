package org.bitauth.cli;

import java.net.URI;
import java.util.Map;
import org.bitauth.event.AuthListener;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshHandler;
import org.bitauth.ssh.SshKeyPair;

/** What {@code bitauth serve} puts on HTTP: the identity service and the SSH CA. */
final class Faces {
    private Faces() {}

    static Map<String, HttpHandler> of(ServeConfig config, URI url, AuthListener audit) {
        return Map.of("/*", keystone(config, url, audit), "/v3/ssh/*", ssh(config, url, audit));
    }

    private static HttpHandler keystone(ServeConfig config, URI url, AuthListener audit) {
        KeystoneBridge.Builder bridge = KeystoneBridge.builder(
                        url, config.directory().directory())
                .applicationCredentials(config.directory().directory())
                .listener(audit);
        config.directory().catalog().ifPresent(catalog -> bridge.catalog(scope -> catalog));
        config.state().ifPresent(folder -> bridge.tokenKeys(new StateFolder(folder).tokenKeys()));
        return new KeystoneHandler(bridge.build());
    }

    private static HttpHandler ssh(ServeConfig config, URI url, AuthListener audit) {
        SshKeyPair key = config.state()
                .map(folder -> new StateFolder(folder).sshAuthority())
                .orElseGet(SshKeyPair::generate);
        return new SshHandler(SshCertificateAuthority.builder(url, config.policy(), CaSigner.of(key))
                .listener(audit)
                .build());
    }
}
