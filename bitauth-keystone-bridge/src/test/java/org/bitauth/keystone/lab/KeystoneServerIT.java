package org.bitauth.keystone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fixture starts the real thing, and leaves nothing behind. */
class KeystoneServerIT {
    @BeforeEach
    void peers() {
        KeystoneServer.requireKeystone();
        Peers.requirePrograms("openstack");
    }

    @ParameterizedTest
    @EnumSource
    void issuesATokenToTheOpenstackCommand(KeystoneSettings.Provider provider) throws IOException {
        Path config;
        try (KeystoneServer keystone = KeystoneServer.start(KeystoneSettings.of(provider))) {
            config = keystone.config();
            KeystoneAdmin admin = keystone.admin();
            String project = admin.project("demo", KeystoneAdmin.DEFAULT_DOMAIN);
            String user = admin.user("demo", KeystoneAdmin.DEFAULT_DOMAIN, "{\"password\": \"demo-password\"}");
            admin.grant(user, project, "member");
            Map<String, String> environment = new HashMap<>(keystone.adminEnvironment());
            environment.putAll(
                    Map.of("OS_USERNAME", "demo", "OS_PASSWORD", "demo-password", "OS_PROJECT_NAME", "demo"));

            Programs.Result issued =
                    Programs.run(environment, "openstack", "token", "issue", "-f", "value", "-c", "id");

            assertThat(issued.exitCode()).as(issued.output()).isZero();
            assertThat(issued.output().startsWith("eyJ")).isEqualTo(provider == KeystoneSettings.Provider.JWS);
        }
        assertThat(Files.exists(config)).isFalse();
    }
}
