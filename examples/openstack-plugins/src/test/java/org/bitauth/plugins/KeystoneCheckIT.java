package org.bitauth.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.keystone.lab.KeystoneServer;
import org.bitauth.keystone.lab.KeystoneSettings;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code bitauth keystone check} at real Keystones: whole ones, and each with one thing missing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class KeystoneCheckIT {
    private final BitauthKey key = BitauthKey.generate();
    private PluginCloud cloud;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        PluginCloud.requirePeers();
        cloud = PluginCloud.start(folder, KeystoneSettings.Provider.FERNET);
        cloud.user(key, "{}");
    }

    @AfterEach
    void mend() throws IOException {
        if (cloud != null) {
            cloud.wire.mend();
        }
    }

    @AfterAll
    void stop() throws IOException {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void findsNothingMissingInAWholeOne() throws IOException {
        Programs.Result found = check(cloud, key);

        assertThat(found.exitCode()).as(found.output()).isZero();
        assertThat(found.output())
                .contains("ok      identity service: ", "ok      cloud of challenges: ", "ok      login: ")
                .contains("ok      token provider: fernet\n", "ok      rescoping: ", "ok      catalog: ")
                .contains("ok      revocation: ")
                .doesNotContain("gAAAA", key.toHex(SecretAccess.EXPORT));
        assertThat(cloud.login(key, "").status()).isEqualTo(201);
    }

    @Test
    void findsThatRescopingIsMissingAndWhichProviderThereIs(@TempDir Path folder) throws IOException {
        try (PluginCloud half = PluginCloud.start(
                folder, KeystoneSettings.Provider.JWS, "[auth]", "additional_primary_auth_methods =")) {
            half.user(key, "{}");

            Programs.Result found = check(half, key);

            assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
            assertThat(found.output())
                    .contains("ok      token provider: jws\n")
                    .contains("missing rescoping: refused (HTTP 403)")
                    .contains("ok      revocation: ");
        }
    }

    @Test
    void findsThatThePluginIsMissing() throws IOException {
        try (KeystoneServer plain = KeystoneServer.start(KeystoneSettings.of(KeystoneSettings.Provider.FERNET))) {
            Programs.Result found = PackagedCommand.run("keystone", "check", plain.url());

            assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
            assertThat(found.output())
                    .contains("unknown Keystone's clock: ") // uwsgi writes no Date
                    .contains("missing method bitauth: Keystone offers ")
                    .contains("application_credential", "[auth] methods")
                    .contains("missing federation: ");
        }
    }

    @Test
    void findsThatTheBridgeIsDown() throws IOException {
        cloud.wire.cut();

        Programs.Result found = PackagedCommand.run("keystone", "check", cloud.keystone.url());

        assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
        assertThat(found.output()).contains("missing method bitauth: the plug-in is there, but gets no answer");
    }

    @Test
    void findsThatAKeyHasNoUser() throws IOException {
        Programs.Result found = check(cloud, BitauthKey.generate());

        assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
        assertThat(found.output()).contains("missing login: refused (HTTP 401, req-");
    }

    @Test
    void findsThatUsersKnowAnotherUrl() throws IOException {
        String other = cloud.keystone.url().toString().replace("127.0.0.1", "localhost");

        Programs.Result found = PackagedCommand.run("keystone", "check", other);

        assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
        assertThat(found.output()).contains("missing cloud of challenges: challenges are for " + cloud.keystone.url());
    }

    @Test
    void findsThatApacheGuardsNothing() throws IOException {
        Programs.Result found = PackagedCommand.run("keystone", "check", cloud.keystone.url(), "--oidc");

        assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
        assertThat(found.output())
                .contains("missing federation: Keystone itself answers")
                .doesNotContain("method bitauth");
    }

    private static Programs.Result check(PluginCloud cloud, BitauthKey key) throws IOException {
        Path file = cloud.keyFile(key);
        assertThat(Files.exists(file)).isTrue();
        return PackagedCommand.run(
                "keystone", "check", cloud.keystone.url(), "--key", file, "--scope", "project:demo@bitauth");
    }
}
