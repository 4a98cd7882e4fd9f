package org.bitauth.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.bitauth.keystone.lab.KeystoneAdmin;
import org.bitauth.keystone.lab.KeystoneServer;
import org.bitauth.keystone.lab.KeystoneSettings;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows docs/operating-keystone.md to the letter, with the packaged command as the bridge. Other are only: paths, ports,
 * the URL and the SIN; and the domain is there before Keystone starts, so that Keystone starts once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class OperatingGuideIT {
    private static final String DOMAIN = "0123456789abcdef0123456789abcdef";

    private Path home;
    private Path packages;
    private Wire wire;
    private KeystoneServer keystone;
    private PackagedCommand.Server bridge;
    private String sin;

    @BeforeAll
    void follow(@TempDir Path folder) throws IOException {
        PluginCloud.requirePeers();
        home = folder;
        packages = folder.resolve("packages");
        wire = new Wire(0);
        installPackages();
        sin = run("bitauth key new \"$HOME/.config/bitauth/key\"", Map.of()).strip();
        run(GuideBlocks.with("bitauth secret new"), Map.of());
        Files.copy(
                folder.resolve("plugin-secret"),
                folder.resolve("keystones-secret"),
                StandardCopyOption.COPY_ATTRIBUTES);
        keystone = KeystoneServer.start(KeystoneSettings.of(KeystoneSettings.Provider.FERNET)
                .withPythonPath(packages)
                .withLines(here(GuideBlocks.with("[bitauth]")).split("\n", -1)));
        bridge = PackagedCommand.serve(
                Files.writeString(folder.resolve("config.json"), here(GuideBlocks.with("\"plugin\""))),
                folder.resolve("audit.log"));
        wire.lead(URI.create(bridge.firstLine().replace("plug-in: ", "")).getPort());
        KeystoneAdmin admin = keystone.admin();
        admin.domain("bitauth", DOMAIN);
        admin.project("demo", KeystoneAdmin.DEFAULT_DOMAIN);
        admin.role("member");
        String users = GuideBlocks.with("openstack domain create").replace("domain create", "domain show");
        assertThat(run(users, keystone.adminEnvironment())).startsWith(DOMAIN + "\n");
        Files.writeString(folder.resolve("clouds.yaml"), here(GuideBlocks.with("v3bitauth")));
    }

    @AfterAll
    void stop() throws IOException {
        if (bridge != null) {
            bridge.close();
        }
        if (keystone != null) {
            keystone.close();
        }
        if (wire != null) {
            wire.close();
        }
    }

    @Test
    void usersLogInAndTheBridgeSaysWhoItWas() throws IOException {
        String issued = run(
                GuideBlocks.with("--os-cloud bitcoin").strip() + " -f value -c user_id -c project_id",
                Map.of("OS_CLIENT_CONFIG_FILE", home.resolve("clouds.yaml").toString()));

        assertThat(issued.lines()).hasSize(2).allMatch(id -> id.matches("[0-9a-f]{32,64}"));
        assertThat(Files.readString(home.resolve("audit.log")))
                .contains(sin)
                .contains("token for project demo in domain Default");
    }

    @Test
    void nothingIsMissing() throws IOException {
        String found = run(GuideBlocks.with("bitauth keystone check"), Map.of());

        assertThat(found)
                .contains("ok      login: ", "ok      rescoping: ", "ok      catalog: ", "ok      revocation: ")
                .doesNotContain("missing");
    }

    @Test
    void theSecretIsForItsOwnerOnlyAndTheBridgePrintsItNowhere() throws IOException {
        String secret = Files.readString(home.resolve("plugin-secret")).strip();

        assertThat(Files.readString(home.resolve("audit.log"))).doesNotContain(secret);
        assertThat(keystone.log()).doesNotContain(secret);
    }

    /** pip builds where the sources lie, so they are copied. */
    private void installPackages() throws IOException {
        String pip = GuideBlocks.with("pip install");
        for (String name : new String[] {"keystone", "client"}) {
            PythonPackages.copy(name, home.resolve("examples/openstack-plugins/" + name));
            run(pip.replace("plugins/keystone", "plugins/" + name), Map.of("PIP_ROOT_USER_ACTION", "ignore"));
        }
    }

    /** A text of the guide for this machine. */
    private String here(String text) {
        String local = text.replace(
                        "/etc/bitauth/plugin-secret",
                        home.resolve("plugin-secret").toString())
                .replace(
                        "/etc/keystone/bitauth-secret",
                        home.resolve("keystones-secret").toString())
                .replace("/usr/lib/bitauth", packages.toString())
                .replace("http://127.0.0.1:5001/", "http://127.0.0.1:" + wire.port() + "/")
                .replace("\"port\": 5001", "\"port\": 0")
                .replace("the id of step 1", DOMAIN);
        return keystone == null
                ? local
                : local.replace("https://keystone.example/v3", keystone.url().toString())
                        .replace("Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz", sin);
    }

    private String run(String commands, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME",
                home.toString(),
                "PATH",
                PackagedCommand.program().getParent() + ":/usr/bin:" + System.getenv("PATH"),
                "OS_CLIENT_CONFIG_FILE",
                "/dev/null"));
        if (commands.contains("openstack ") && !commands.contains("pip ")) {
            environment.put("PYTHONPATH", packages.toString());
        }
        environment.putAll(more);
        Programs.Result result = Programs.run(environment, "sh", "-euc", "cd \"$HOME\"\n" + here(commands));
        assertThat(result.exitCode()).as(commands + result.output()).isZero();
        return result.output();
    }
}
