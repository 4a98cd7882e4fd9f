package org.bitauth.cli;

import java.net.URI;
import java.util.Map;
import org.bitauth.event.AuthListener;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.store.DirectoryFile;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshHandler;
import org.bitauth.ssh.SshKeyPair;

/** What {@code bitauth serve} puts on HTTP: the identity service and the SSH CA. */
final class Faces {
    private Faces() {}

    static Map<String, HttpHandler> of(ServeConfig config, URI url, AuthListener audit) {
        return config.directory()
                .map(directory ->
                        Map.of("/*", keystone(config, directory, url, audit), "/v3/ssh/*", ssh(config, url, audit)))
                .orElseGet(Map::of);
    }

    private static HttpHandler keystone(ServeConfig config, DirectoryFile directory, URI url, AuthListener audit) {
        KeystoneBridge.Builder bridge = KeystoneBridge.builder(url, directory.directory())
                .applicationCredentials(directory.directory())
                .listener(audit);
        directory.catalog().ifPresent(catalog -> bridge.catalog(scope -> catalog));
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
