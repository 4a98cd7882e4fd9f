package org.bitauth.plugins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.lab.HandlerServer;
import org.bitauth.keystone.lab.KeystoneAdmin;
import org.bitauth.keystone.lab.KeystoneServer;
import org.bitauth.keystone.lab.KeystoneSettings;
import org.bitauth.keystone.plugin.PluginSecret;
import org.bitauth.keystone.plugin.VerifyHandler;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/** A real Keystone with the plug-in, a bridge in this process, and the domain of the users with Bitcoin keys. */
final class PluginCloud implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<AuthEvent> events = new CopyOnWriteArrayList<>();
    final Path folder;
    final Wire wire;
    final KeystoneServer keystone;
    final KeystoneAdmin admin;
    final String domain;
    final String project;
    private final HandlerServer bridge;
    private final Path packages;

    private PluginCloud(Path folder, KeystoneSettings.Provider provider, String... lines) throws IOException {
        this.folder = folder;
        packages = folder.resolve("packages");
        PythonPackages.install(packages);
        Path secret = privateFile("secret", "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3JldCE\n");
        bridge = new HandlerServer();
        wire = new Wire(bridge.port());
        List<String> config = new ArrayList<>(List.of(
                "[auth]",
                "additional_primary_auth_methods = bitauth",
                "[bitauth]",
                "bridge_url = http://127.0.0.1:" + wire.port() + "/",
                "secret_file = " + secret,
                "domain_id = 0123456789abcdef0123456789abcdef"));
        config.addAll(List.of(lines));
        keystone = KeystoneServer.start(KeystoneSettings.of(provider)
                .withMethod("bitauth")
                .withPythonPath(packages)
                .withLines(config.toArray(String[]::new)));
        bridge.serve(new VerifyHandler(
                Challenges.builder(keystone.url()).build(),
                PluginSecret.parse(Files.readString(secret).strip()),
                events::add));
        admin = keystone.admin();
        domain = admin.domain("bitauth", "0123456789abcdef0123456789abcdef");
        project = admin.project("demo", domain);
    }

    static void requirePeers() {
        KeystoneServer.requireKeystone();
        PythonPackages.requirePip();
        Peers.requirePrograms("openstack");
    }

    static PluginCloud start(Path folder, KeystoneSettings.Provider provider, String... lines) throws IOException {
        return new PluginCloud(folder, provider, lines);
    }

    /** A user of the domain whose name is the key's SIN, with the role member on the project. */
    String user(BitauthKey key, String more) throws IOException {
        String id = admin.user(key.sin().value(), domain, more);
        admin.grant(id, project, "member");
        return id;
    }

    Path keyFile(BitauthKey key) throws IOException {
        return privateFile(key.sin().value(), key.toHex(SecretAccess.EXPORT) + "\n");
    }

    Path privateFile(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.writeString(file, text);
    }

    /** Runs a program that finds the packages, and nothing of this user's own configuration. */
    Programs.Result run(Map<String, String> environment, String... command) {
        Map<String, String> all = new HashMap<>(Map.of(
                "HOME", folder.toString(), "PYTHONPATH", packages.toString(), "OS_CLIENT_CONFIG_FILE", "/dev/null"));
        all.putAll(environment);
        return Programs.run(all, command);
    }

    /** What the openstack command needs to log in with a key. */
    Map<String, String> environment(BitauthKey key) throws IOException {
        return Map.of(
                "OS_AUTH_TYPE", "v3bitauth",
                "OS_AUTH_URL", keystone.url().toString(),
                "OS_IDENTITY_API_VERSION", "3",
                "OS_BITAUTH_KEY_FILE", keyFile(key).toString(),
                "OS_PROJECT_NAME", "demo",
                "OS_PROJECT_DOMAIN_NAME", "bitauth");
    }

    /** The body of a login with the method bitauth; a scope is JSON, or empty for none. */
    static String body(JsonNode payload, String scope) throws IOException {
        ObjectNode auth = JSON.createObjectNode();
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add("bitauth");
        identity.set("bitauth", payload);
        if (!scope.isEmpty()) {
            auth.set("scope", JSON.readTree(scope));
        }
        return JSON.createObjectNode().set("auth", auth).toString();
    }

    static ObjectNode identity(BitauthKey key) {
        return JSON.createObjectNode().put("identity", key.sin().value());
    }

    /** Asks for the challenge for a scope, and signs it. */
    ObjectNode answer(BitauthKey key, String scope) throws IOException {
        RawResponse first = post(body(identity(key), scope));
        String text = JSON.readTree(first.text())
                .at("/error/identity/bitauth/challenge")
                .asText();
        Ask ask =
                ScopeRequest.read(scope.isEmpty() ? null : JSON.readTree(scope)).ask();
        ChallengeAnswer answer = ChallengeAnswer.sign(text, keystone.url().toString(), ask, key)
                .orElseThrow(no -> new AssertionError(no.detail() + " in " + first.status() + " " + first.text()));
        return JSON.createObjectNode()
                .put("public_key", answer.publicKey().orElseThrow())
                .put("challenge", answer.challenge())
                .put("signature", answer.signature());
    }

    /** The status of a login by its two steps. */
    RawResponse login(BitauthKey key, String scope) throws IOException {
        return post(body(answer(key, scope), scope));
    }

    RawResponse post(String body) throws IOException {
        return new DirectHttpClient()
                .send(
                        "POST",
                        URI.create(keystone.url() + "/auth/tokens"),
                        Map.of("Content-Type", "application/json"),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        keystone.close();
        wire.close();
        bridge.close();
    }
}
