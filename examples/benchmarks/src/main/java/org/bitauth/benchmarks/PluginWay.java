package org.bitauth.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.Challenges;
import org.bitauth.event.AuthListener;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.client.KeystoneClient;
import org.bitauth.keystone.lab.FederatedKeystone;
import org.bitauth.keystone.lab.HandlerServer;
import org.bitauth.keystone.lab.KeystoneAdmin;
import org.bitauth.keystone.lab.KeystoneExtension;
import org.bitauth.keystone.lab.KeystoneSettings;
import org.bitauth.keystone.plugin.PluginSecret;
import org.bitauth.keystone.plugin.VerifyHandler;
import org.bitauth.peers.Programs;

/** The auth plug-in of a measured Keystone, and its bridge in this process. */
final class PluginWay implements KeystoneExtension, AutoCloseable {
    private static final String DOMAIN = "0123456789abcdef0123456789abcdef";
    private static final Path PACKAGE =
            Path.of(System.getProperty("bitauth.root", "../.."), "examples/openstack-plugins/keystone");

    private final HandlerServer bridge = new HandlerServer();
    private final String secret;

    PluginWay() throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    @Override
    public KeystoneSettings extend(KeystoneSettings settings, Path folder) throws IOException {
        Path file = Files.createFile(
                folder.resolve("plugin-secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret);
        Path packages = folder.resolve("packages");
        String install = "cp -r \"$1\" \"$2-source\" && /usr/bin/python3 -m pip install -q --no-index"
                + " --no-build-isolation --target \"$2\" \"$2-source\"";
        Programs.Result installed = Programs.run(
                Map.of("PIP_ROOT_USER_ACTION", "ignore", "PIP_NO_CACHE_DIR", "1"),
                "sh",
                "-c",
                install,
                "sh",
                PACKAGE.toAbsolutePath().toString(),
                packages.toString());
        if (installed.exitCode() != 0) {
            throw new IOException("pip: " + installed.output());
        }
        return settings.withPythonPath(packages)
                .withLines(
                        "[auth]",
                        "methods = password,token,application_credential,openid,bitauth",
                        "[bitauth]",
                        "bridge_url = http://127.0.0.1:" + bridge.port() + "/",
                        "secret_file = " + file,
                        "domain_id = " + DOMAIN);
    }

    /** Serves the bridge, and makes the user of a key with a role in a project. */
    void begin(FederatedKeystone keystone, BitauthKey key, String project) throws IOException {
        bridge.serve(new VerifyHandler(
                Challenges.builder(keystone.url()).build(), PluginSecret.parse(secret), AuthListener.none()));
        KeystoneAdmin admin = keystone.admin();
        admin.domain("keys", DOMAIN);
        admin.grant(admin.user(key.sin().value(), DOMAIN, "{}"), project, "member");
    }

    /** Both steps of a login. */
    static String token(FederatedKeystone keystone, BitauthKey key, String project) throws IOException {
        return new KeystoneClient(keystone.url(), key)
                .login(new ScopeRequest.ProjectById(project))
                .orElseThrow(no -> new IOException(no.detail()))
                .secret();
    }

    @Override
    public void close() {
        bridge.close();
    }
}
