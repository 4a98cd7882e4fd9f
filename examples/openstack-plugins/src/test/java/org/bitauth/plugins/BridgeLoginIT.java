package org.bitauth.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.User;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.lab.HandlerServer;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The openstack command, with the auth type that logs in to a Keystone, takes the bridge for one, under a prefix. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class BridgeLoginIT {
    private static final Domain DEFAULT = new Domain("default", "Default");

    private final BitauthKey alice = BitauthKey.generate();
    private final BitauthKey root = BitauthKey.generate();
    private Path folder;
    private HandlerServer server;
    private String url;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        PythonPackages.requirePip();
        Peers.requirePrograms("openstack");
        folder = temporary;
        PythonPackages.install(folder.resolve("packages"));
        server = new HandlerServer("/identity");
        url = "http://127.0.0.1:" + server.port() + "/identity/v3";
        InMemoryDirectory directory = InMemoryDirectory.builder()
                .project(new Project("p-demo", "demo", DEFAULT))
                .project(new Project("p-other", "other", DEFAULT))
                .user(new User("u-alice", "alice", DEFAULT, true, Optional.empty()), List.of(alice.sin()))
                .user(new User("u-root", "root", DEFAULT, true, Optional.empty()), List.of(root.sin()))
                .role("u-alice", "p-demo", "member")
                .role("u-alice", "p-other", "reader")
                .role("u-root", "p-demo", "admin")
                .build();
        server.serve(new KeystoneHandler(KeystoneBridge.builder(URI.create(url), directory)
                .applicationCredentials(directory)
                .build()));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void issuesRescopesAndRevokesTokens() throws IOException {
        String token = alice("token", "issue", "-f", "value", "-c", "id").strip();
        Map<String, String> bearer =
                Map.of("OS_AUTH_TYPE", "v3token", "OS_AUTH_URL", url, "OS_TOKEN", token, "OS_PROJECT_ID", "p-other");

        assertThat(openstack(bearer, "token", "issue", "-f", "value", "-c", "project_id", "-c", "user_id")
                        .lines())
                .containsExactly("p-other", "u-alice");
        alice("token", "revoke", token);
        assertThat(run(bearer, "token", "issue").exitCode()).isEqualTo(1);
    }

    @Test
    void showsAUserWhatIsHis() throws IOException {
        assertThat(alice("project", "list", "-f", "value", "-c", "Name").lines())
                .containsExactly("demo", "other");
        assertThat(alice("project", "show", "p-demo", "-f", "value", "-c", "name")
                        .strip())
                .isEqualTo("demo");
        assertThat(alice("user", "show", "u-alice", "-f", "value", "-c", "name").strip())
                .isEqualTo("alice");
        assertThat(alice("domain", "show", "default", "-f", "value", "-c", "name")
                        .strip())
                .isEqualTo("Default");
        assertThat(alice("catalog", "list", "-f", "value", "-c", "Type").strip())
                .isEqualTo("identity");
        assertThat(run(environment(alice), "user", "show", "u-root").exitCode()).isEqualTo(1);
    }

    @Test
    void showsAnAdministratorEverything() throws IOException {
        Map<String, String> admin = environment(root);

        assertThat(openstack(admin, "project", "list", "-f", "value", "-c", "ID")
                        .lines())
                .containsExactly("p-demo", "p-other");
        assertThat(openstack(admin, "project", "show", "other", "-f", "value", "-c", "id")
                        .strip())
                .isEqualTo("p-other");
        assertThat(openstack(admin, "domain", "list", "-f", "value", "-c", "Name")
                        .strip())
                .isEqualTo("Default");
        assertThat(openstack(admin, "user", "show", "u-alice", "-f", "value", "-c", "name")
                        .strip())
                .isEqualTo("alice");
    }

    @Test
    void makesListsAndDeletesApplicationCredentials() throws IOException {
        JsonNode made = new ObjectMapper()
                .readTree(alice(
                        "application",
                        "credential",
                        "create",
                        "robot",
                        "--role",
                        "member",
                        "--expiration",
                        "2099-01-01T00:00:00",
                        "--unrestricted",
                        "--access-rules",
                        "[{\"service\": \"compute\", \"method\": \"GET\", \"path\": \"/v2.1/servers\"}]",
                        "-f",
                        "json"));
        String id = made.path("id").asText();
        Map<String, String> robot = Map.of(
                "OS_AUTH_TYPE",
                "v3applicationcredential",
                "OS_AUTH_URL",
                url,
                "OS_APPLICATION_CREDENTIAL_ID",
                id,
                "OS_APPLICATION_CREDENTIAL_SECRET",
                made.path("secret").asText());

        assertThat(openstack(robot, "token", "issue", "-f", "value", "-c", "project_id")
                        .strip())
                .isEqualTo("p-demo");
        assertThat(alice("application", "credential", "list", "-f", "value", "-c", "Name"))
                .contains("robot");
        assertThat(alice("application", "credential", "show", id, "-f", "value", "-c", "name", "-c", "expires_at")
                        .lines())
                .contains("robot", "2099-01-01T00:00:00.000000");
        alice("application", "credential", "delete", id);
        assertThat(run(robot, "token", "issue").exitCode()).isEqualTo(1);
    }

    private String alice(String... arguments) throws IOException {
        return openstack(environment(alice), arguments);
    }

    private String openstack(Map<String, String> environment, String... arguments) {
        Programs.Result result = run(environment, arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    private Programs.Result run(Map<String, String> environment, String... arguments) {
        Map<String, String> all = new HashMap<>(Map.of(
                "HOME",
                folder.toString(),
                "PYTHONPATH",
                folder.resolve("packages").toString(),
                "OS_IDENTITY_API_VERSION",
                "3",
                "OS_CLIENT_CONFIG_FILE",
                "/dev/null"));
        all.putAll(environment);
        String[] command = new String[arguments.length + 1];
        command[0] = "openstack";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Programs.run(all, command);
    }

    private Map<String, String> environment(BitauthKey key) throws IOException {
        Path file = folder.resolve(key.sin().value());
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key.toHex(SecretAccess.EXPORT) + "\n");
        }
        return Map.of(
                "OS_AUTH_TYPE", "v3bitauth",
                "OS_AUTH_URL", url,
                "OS_BITAUTH_KEY_FILE", file.toString(),
                "OS_PROJECT_NAME", "demo",
                "OS_PROJECT_DOMAIN_NAME", "Default");
    }
}
